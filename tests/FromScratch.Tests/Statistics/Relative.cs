namespace FromScratch.Tests.Statistics;

/// <summary>Agreement in digits, whatever the size of the number.</summary>
internal static class Relative
{
    public static void Close(double expected, double actual, double tolerance) =>
        Assert.True(expected == actual || Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), FormattableString.Invariant($"expected {expected:R}, got {actual:R}: {Math.Abs(actual / expected - 1):E1} apart, allowed {tolerance:E1}"));
}
