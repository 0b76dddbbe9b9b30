namespace FromScratch.LinearAlgebra;

/// <summary>Sums of scaled vectors.</summary>
public static class LinearCombination
{
    /// <summary>The linear combination c₁v₁ + … + cₖvₖ.</summary>
    /// <param name="coeffs">The coefficients [k].</param>
    /// <param name="vectors">The vectors [k][n], k ≥ 1, all of one length n; they stay as they are.</param>
    /// <returns>A new vector [n].</returns>
    /// <remarks>O(k·n). Source: Strang, Introduction to Linear Algebra, §1.1.</remarks>
    /// <exception cref="ArgumentException">There is no vector, the counts differ, or the vectors' lengths differ.</exception>
    public static double[] Combine(double[] coeffs, double[][] vectors)
    {
        if (vectors.Length == 0) throw new ArgumentException("Combine: there is no vector, so the length of the result is unknown. Give at least one.", nameof(vectors));
        if (coeffs.Length != vectors.Length) throw new ArgumentException($"Combine: {coeffs.Length} coefficients for {vectors.Length} vectors. Each vector needs exactly one.", nameof(coeffs));
        int n = vectors[0].Length;
        if (vectors.FirstOrDefault(vector => vector.Length != n) is { } odd) throw new ArgumentException($"Combine: one vector has {n} entries, another {odd.Length}. Only vectors of one length can be added.", nameof(vectors));

        double[] sum = new double[n];
        for (int j = 0; j < vectors.Length; j++)
            for (int i = 0; i < n; i++)
                sum[i] += coeffs[j] * vectors[j][i];
        return sum;
    }
}
