namespace FromScratch.LinearAlgebra;

/// <summary>The dot product, and the lengths and angles that come of it.</summary>
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
        RequireSameLength(nameof(Dot), a, b);
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
        if (largest == 0 || double.IsInfinity(largest) || double.IsPositiveInfinity(p)) return largest;

        double sum = 0;
        foreach (double entry in v) sum += Math.Pow(Math.Abs(entry) / largest, p);
        return largest * Math.Pow(sum, 1 / p);
    }

    /// <summary>The cosine of the angle between two vectors: (a·b)/(‖a‖‖b‖).</summary>
    /// <param name="a">A vector [n] that is not zero.</param>
    /// <param name="b">A vector [n] that is not zero.</param>
    /// <returns>From −1 (opposite) through 0 (orthogonal) to 1 (same direction), never beyond: the rounding that would make <see cref="Math.Acos"/> NaN is cut off.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a vector is zero: the angle to it is undefined.</exception>
    public static double Cosine(double[] a, double[] b)
    {
        RequireSameLength(nameof(Cosine), a, b);
        return Math.Clamp(Dot(Unit(nameof(Cosine), a), Unit(nameof(Cosine), b)), -1, 1);
    }

    /// <summary>Splits v into its shadow on a direction and the perpendicular rest: v = parallel + perpendicular.</summary>
    /// <param name="v">A vector [n].</param>
    /// <param name="onto">The direction [n], not zero; its length and sign do not matter.</param>
    /// <remarks>parallel = (v·u)u for the unit vector u along <paramref name="onto"/>. Source: Strang, Introduction to Linear Algebra, §4.2.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the direction is zero.</exception>
    public static (double[] Parallel, double[] Perpendicular) Decompose(double[] v, double[] onto)
    {
        RequireSameLength(nameof(Decompose), v, onto);
        double[] unit = Unit(nameof(Decompose), onto);
        double shadow = Dot(v, unit);
        double[] parallel = new double[v.Length], perpendicular = new double[v.Length];
        for (int i = 0; i < v.Length; i++)
        {
            parallel[i] = shadow * unit[i];
            perpendicular[i] = v[i] - parallel[i];
        }

        return (parallel, perpendicular);
    }

    private static double[] Unit(string caller, double[] v)
    {
        double length = Norm(v, 2);
        if (length == 0) throw new ArgumentException($"{caller}: a vector of zeros has no direction, so the angle to it is undefined.");
        return Array.ConvertAll(v, entry => entry / length);
    }

    private static void RequireSameLength(string caller, double[] a, double[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{caller}: one vector has {a.Length} entries, the other {b.Length}. Entry i belongs to entry i, so both need the same length.");
    }
}
