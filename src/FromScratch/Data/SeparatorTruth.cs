namespace FromScratch.Data;

/// <summary>The line, plane or hyperplane that separates generated points.</summary>
/// <param name="W">Its normal [features], of length 1; it points to the label +1.</param>
/// <param name="B">Its offset: W·x + B is the signed distance of x.</param>
/// <param name="Margin">No point is closer to it.</param>
/// <param name="Radius">No point is further from the origin.</param>
public sealed record SeparatorTruth(double[] W, double B, double Margin, double Radius)
{
    /// <summary>The most mistakes a perceptron with a bias can make on the points, in whatever order: (R² + 1)·(1 + B²)/γ².</summary>
    /// <remarks>
    /// The bias is one more weight, for an input that is always 1. So a point's squared length becomes at most R² + 1, and the separating vector (W, B) has the length √(1 + B²), by which its margin is divided.
    /// <para>Source: Novikoff, "On convergence proofs for perceptrons" (1962).</para>
    /// </remarks>
    public double MistakeBound => (Radius * Radius + 1) * (1 + B * B) / (Margin * Margin);
}
