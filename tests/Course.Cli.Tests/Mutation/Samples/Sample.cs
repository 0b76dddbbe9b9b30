namespace Course.Cli.Tests.Mutation.Samples;

/// <summary>A reference solution with its source embedded, as FromScratch has it.</summary>
public static class Sample
{
    public static double Mean(double[] values)
    {
        if (values.Length == 0) throw new ArgumentException("Mean: there are 0 values. An average needs at least one.", nameof(values));
        return Sum(values) / values.Length;
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}

/// <summary>A type whose method gives its own kind back.</summary>
public sealed record Interval(double From, double To)
{
    public double Length => To - From;

    public static Interval Moved(Interval interval, double by) => new(interval.From + by, interval.To + by);
}
