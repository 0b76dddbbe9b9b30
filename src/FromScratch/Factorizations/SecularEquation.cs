using System.Numerics;
using System.Runtime.InteropServices;
using FromScratch.Tensors;
using FromScratch.Threading;

namespace FromScratch.Factorizations;

/// <summary>The roots of f(λ) = 1 + Σ wᵢ/(pᵢ − λ): what the eigenvalues p of a diagonal matrix become when the matrix w^½·(w^½)ᵀ of rank one is added to it.</summary>
/// <remarks>
/// <para>Between two poles pⱼ and pⱼ₊₁ f rises from −∞ to +∞, so there is one root in each gap, and one above the last pole.</para>
/// <para>A root is sought as its distance μ from the nearer pole, and the distances pᵢ − λ of all poles are kept: the vectors are made of these distances, and the difference of two nearly equal numbers would have no digits left.
/// Each step replaces f by c + wₖ/(pₖ − λ) + s/(pₖ′ − λ), k and k′ being the gap's ends, with f's value and slope; 3 to 5 steps mostly do.</para>
/// <para>Fast because a step goes over all poles vector by vector with one division each, and the roots are shared among the threads.</para>
/// <para>Source: Li, "Solving secular equations stably and efficiently", LAPACK Working Note 89 (1994); Gu and Eisenstat, "A stable and efficient algorithm for the rank-one modification of the symmetric eigenproblem",
/// SIAM J. Matrix Anal. Appl. 15 (1994) 1266-1276.</para>
/// </remarks>
internal static class SecularEquation
{
    private const int MaxSteps = 100, Grain = 2048;

    /// <summary>Finds all roots.</summary>
    /// <param name="d">The poles, the smallest first [count]; their squares are the poles when <paramref name="squared"/>.</param>
    /// <param name="w">The weights, above 0 [count].</param>
    /// <param name="squared">Whether the poles are dᵢ²; differences are then computed as (dᵢ − dⱼ)(dᵢ + dⱼ), which loses no digits.</param>
    /// <param name="count">How many poles there are.</param>
    /// <param name="origins">For each root the pole it is measured from [count].</param>
    /// <param name="offsets">For each root μ, how far above that pole it lies [count].</param>
    /// <param name="distances">Row j holds pᵢ − λⱼ for all i [count, count].</param>
    public static void Solve<T>(T[] d, T[] w, bool squared, int count, int[] origins, T[] offsets, MatrixView<T> distances) where T : unmanaged, IFloatingPointIeee754<T> =>
        Threads.For(count, Math.Max(1, Grain / Math.Max(1, count)), new Roots<T>(d, w, squared, count, origins, offsets, distances));

    /// <summary>The weights for which the computed roots are exact, wᵢ = ∏ⱼ(λⱼ − pᵢ)/∏ⱼ≠ᵢ(pⱼ − pᵢ): with them, the vectors stand at right angles though the roots are rounded (Löwner's formula).</summary>
    public static void ExactWeights<T>(ReadOnlySpan<T> d, bool squared, int count, MatrixView<T> distances, Span<T> w) where T : unmanaged, IFloatingPointIeee754<T>
    {
        w[..count].Fill(T.One);
        for (int j = 0; j < count; j++)
        {
            ReadOnlySpan<T> row = distances.Array.AsSpan(distances.From(j, 0).Offset, count);
            Quotients(row[..j], d[..j], d[j], squared, w[..j]);
            w[j] *= -row[j];
            Quotients(row[(j + 1)..], d[(j + 1)..count], d[j], squared, w[(j + 1)..count]);
        }
    }

    /// <summary>wᵢ ← wᵢ·(pᵢ − λⱼ)/(pᵢ − pⱼ).</summary>
    private static void Quotients<T>(ReadOnlySpan<T> distances, ReadOnlySpan<T> d, T pole, bool squared, Span<T> w) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var poles = new Vector<T>(pole);
        int i = 0;
        for (; i <= w.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> di = Vector.LoadUnsafe(in d[i]), apart = di - poles;
            if (squared) apart *= di + poles;
            (Vector.LoadUnsafe(in w[i]) * (Vector.LoadUnsafe(in distances[i]) / apart)).StoreUnsafe(ref w[i]);
        }

        for (; i < w.Length; i++) w[i] *= distances[i] / Apart(d[i], pole, squared);
    }

    private static T Apart<T>(T a, T b, bool squared) where T : unmanaged, IFloatingPointIeee754<T> => squared ? (a - b) * (a + b) : a - b;

    /// <summary>f at a place: the sums over the poles below and above it, and the slope.</summary>
    private readonly record struct Value<T>(T Below, T Above, T Slope) where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T F => T.One + Below + Above;
    }

    private readonly struct Roots<T>(T[] d, T[] w, bool squared, int count, int[] origins, T[] offsets, MatrixView<T> distances) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            T total = T.Zero;
            for (int i = 0; i < count; i++) total += w[i];
            for (int j = from; j < to; j++) Root(j, total, distances.Array.AsSpan(distances.From(j, 0).Offset, count));
        }

        /// <summary>Root j; the row is first each pole's distance from the origin, in the end from the root.</summary>
        private void Root(int j, T total, Span<T> row)
        {
            T half = T.CreateTruncating(0.5), gap = j < count - 1 ? Apart(d[j + 1], d[j], squared) : total;   // above the last pole, the root is at most the sum of the weights away
            if (count == 1)
            {
                (origins[0], offsets[0], row[0]) = (0, total, -total);   // 1 + w/(p − λ) = 0
                return;
            }

            int origin = j;
            FromOrigin(origin, row);
            T low = T.Zero, high = gap, mu = gap * half;
            Value<T> f = At(row, mu, j);
            if (f.F <= T.Zero && j < count - 1)
            {
                origin = j + 1;   // the root is nearer to the upper pole
                FromOrigin(origin, row);
                (low, high, mu) = (-mu, T.Zero, -mu);
            }

            for (int step = 0; !Settled(f, mu, low, high); step++)
            {
                if (step == MaxSteps) throw new InvalidOperationException($"SecularEquation: root {j} of {count} did not settle in {MaxSteps} steps.");
                if (f.F > T.Zero) high = mu;
                else low = mu;
                T next = mu + Step(f, row[j] - mu, (j < count - 1 ? row[j + 1] : gap) - mu, w[origin], origin == j, step % 4 == 3);
                mu = next > low && next < high ? next : (low + high) * half;
                f = At(row, mu, j);
            }

            (origins[j], offsets[j]) = (origin, mu);
            foreach (ref T distance in row) distance -= mu;
        }

        private void FromOrigin(int origin, Span<T> row)
        {
            for (int i = 0; i < count; i++) row[i] = Apart(d[i], d[origin], squared);
        }

        /// <summary>Whether f is no further from 0 than its own rounding, or the place can no more be told from its neighbours.</summary>
        private static bool Settled(Value<T> f, T mu, T low, T high)
        {
            T epsilon = T.BitIncrement(T.One) - T.One, rounding = T.CreateTruncating(8) * (T.One + f.Above - f.Below) + T.Abs(mu) * f.Slope;
            return T.Abs(f.F) <= epsilon * rounding || high - low <= (epsilon + epsilon) * T.Abs(mu);
        }

        /// <summary>How far the root of the rational function lies from here; a and b are the distances of the gap's lower and upper pole.</summary>
        /// <remarks>With the nearer pole's own weight for its numerator the other's follows from the slope. Now and then Newton's step, for the case that far poles weigh more than this model thinks.</remarks>
        private static T Step(Value<T> f, T a, T b, T weight, bool nearLower, bool newton)
        {
            T value = f.F, plain = -value / f.Slope;
            if (newton) return plain;
            (T near, T far) = nearLower ? (a, b) : (b, a);
            T ratio = weight / (near * near);                                                    // the slope of the near pole's own term
            T constant = value - far * f.Slope - (near - far) * ratio;                           // what c must be for value and slope to fit
            T sum = (a + b) * value - a * b * f.Slope, product = a * b * value;                  // constant·x² − sum·x + product = 0
            T four = T.CreateTruncating(4), root = T.Sqrt(T.Abs(sum * sum - four * product * constant)), step;
            if (constant == T.Zero) step = product / sum;
            else step = sum <= T.Zero ? (sum - root) / (constant + constant) : (product + product) / (sum + root);
            return T.IsFinite(step) && value * step < T.Zero ? step : plain;                     // the root lies where f falls to 0
        }

        private Value<T> At(ReadOnlySpan<T> row, T mu, int j)
        {
            T slope = T.Zero, below = Sum(row[..(j + 1)], w, mu, ref slope), above = Sum(row[(j + 1)..], w.AsSpan(j + 1), mu, ref slope);
            return new Value<T>(below, above, slope);
        }

        /// <summary>Σ wᵢ/(δᵢ − μ), and Σ wᵢ/(δᵢ − μ)² added to the slope.</summary>
        private static T Sum(ReadOnlySpan<T> row, ReadOnlySpan<T> w, T mu, ref T slope)
        {
            var shift = new Vector<T>(mu);
            Vector<T> sums = default, slopes = default;
            ref T delta = ref MemoryMarshal.GetReference(row);
            ref T weight = ref MemoryMarshal.GetReference(w);
            int i = 0;
            for (; i <= row.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> inverse = Vector<T>.One / (Vector.LoadUnsafe(ref delta, (nuint)i) - shift), term = Vector.LoadUnsafe(ref weight, (nuint)i) * inverse;
                sums += term;
                slopes = VectorMath.MultiplyAdd(term, inverse, slopes);
            }

            T sum = Vector.Sum(sums);
            slope += Vector.Sum(slopes);
            for (; i < row.Length; i++)
            {
                T inverse = T.One / (row[i] - mu), term = w[i] * inverse;
                sum += term;
                slope += term * inverse;
            }

            return sum;
        }
    }
}
