namespace FromScratch.LinearAlgebra;

/// <summary>The dot product, and the lengths that belong to it.</summary>
public static class InnerProduct
{
    /// <summary>The dot product x·y = Σ xᵢyᵢ.</summary>
    /// <param name="a">A vector [n], n ≥ 0.</param>
    /// <param name="b">A vector [n].</param>
    /// <returns>The sum of the products of entries; 0 for n = 0.</returns>
    /// <remarks>O(n). Source: Strang, Introduction to Linear Algebra, §1.2.</remarks>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(double[] a, double[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"Dot: one vector has {a.Length} entries, the other {b.Length}. Entry i is multiplied with entry i, so both need the same length.", nameof(b));
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>The p-norm (Σ |vᵢ|ᵖ)^(1/p); for p = ∞ its limit, the largest absolute entry.</summary>
    /// <param name="v">A vector [n], n ≥ 0.</param>
    /// <param name="p">From 1 to ∞. Below 1 the triangle inequality fails: no norm.</param>
    /// <returns>The length in the unit of the entries; 0 for n = 0, ∞ when an entry is infinite.</returns>
    /// <remarks>
    /// The entries are divided by the largest one first: (3e200)² is beyond <see cref="double.MaxValue"/> and (3e-200)² below its smallest number, though both norms are well within.
    /// <para>O(n). Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §27.8.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">p is below 1 or NaN.</exception>
    public static double Norm(double[] v, double p)
    {
        if (!(p >= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, $"Norm: p is {p}. A p-norm needs p from 1 to ∞.");
        double largest = 0;
        foreach (double entry in v) largest = Math.Max(largest, Math.Abs(entry));   // Max keeps a NaN
        if (largest == 0 || double.IsInfinity(largest)) return largest;

        double sum = 0;   // for p = ∞ it counts the entries as large as the largest, and the root of it is 1
        foreach (double entry in v) sum += Math.Pow(Math.Abs(entry) / largest, p);
        return largest * Math.Pow(sum, 1 / p);
    }
}
