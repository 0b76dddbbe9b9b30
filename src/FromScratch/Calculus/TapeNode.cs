namespace FromScratch.Calculus;

/// <summary>One line of a tape: an operation, where its arguments stand, and the value it came to.</summary>
/// <param name="Op">"input" or "const" (no arguments), "add", "sub", "mul", "div" (two), "sin", "cos", "exp" or "log" (one).</param>
/// <param name="Args">The places of the arguments on the tape, all before this one; the same place twice for x·x.</param>
/// <param name="Value">The value.</param>
public sealed record TapeNode(string Op, int[] Args, double Value)
{
    /// <summary>The line in words: "mul(1, 2) = 12".</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Op}({string.Join(", ", Args)}) = {Value}");
}
