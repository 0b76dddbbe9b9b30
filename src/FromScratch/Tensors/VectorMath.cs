using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FromScratch.Probability;

namespace FromScratch.Tensors;

/// <summary>Functions of whole vectors: the bridge to what the base class library has only for <see cref="float"/> and <see cref="double"/>. No other file asks which of the two T is.</summary>
/// <remarks>The float functions are polynomials evaluated in registers, right to about 2 units in the last place; NaN gives NaN and the limits at ±∞ hold.</remarks>
internal static class VectorMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Exp(x.As<T, float>()).As<float, T>()
        : Vector.Exp(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector.Log(x.As<T, float>()).As<float, T>()
        : Vector.Log(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Tanh(x.As<T, float>()).As<float, T>()
        : ByLanes(x.As<T, double>(), Math.Tanh).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erf<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Erf(x.As<T, float>()).As<float, T>()
        : ByLanes(x.As<T, double>(), SpecialFunctions.Erf).As<double, T>();

    public static Vector<T> Sin<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector.Sin(x.As<T, float>()).As<float, T>()
        : Vector.Sin(x.As<T, double>()).As<double, T>();

    public static Vector<T> Cos<T>(Vector<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector.Cos(x.As<T, float>()).As<float, T>()
        : Vector.Cos(x.As<T, double>()).As<double, T>();

    /// <summary>xᵏ, lane by lane.</summary>
    public static Vector<T> Pow<T>(Vector<T> x, Vector<T> k) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        x.CopyTo(lanes);
        for (int i = 0; i < lanes.Length; i++) lanes[i] = T.Pow(lanes[i], k[i]);
        return new Vector<T>(lanes);
    }

    /// <summary>The largest of a vector's numbers; NaN is passed over.</summary>
    public static T Largest<T>(Vector<T> x) where T : unmanaged, INumber<T>
    {
        T largest = x[0];
        if (Vector<T>.Count * Unsafe.SizeOf<T>() == 32)
        {
            Vector256<T> whole = x.AsVector256();
            Vector128<T> half = Vector128.MaxNative(whole.GetLower(), whole.GetUpper());
            largest = half[0];
            for (int i = 1; i < Vector128<T>.Count; i++) largest = half[i] > largest || T.IsNaN(largest) ? half[i] : largest;
            return largest;
        }

        for (int i = 1; i < Vector<T>.Count; i++) largest = x[i] > largest || T.IsNaN(largest) ? x[i] : largest;
        return largest;
    }

    private static Vector<double> ByLanes(Vector<double> x, Func<double, double> f)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        x.CopyTo(lanes);
        foreach (ref double lane in lanes) lane = f(lane);
        return new Vector<double>(lanes);
    }

    // eˣ = 2ⁿ·eʳ with n = round(x/ln 2), so that |r| ≤ ln 2 / 2; eʳ by its Taylor series, whose 8th term is below float's last bit there.

    private const float Round = 12582912;           // 1.5·2²³: adding it leaves the nearest whole number in the last bits
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;     // ln 2 in two parts: the first has few bits, so that n·Ln2High is exact
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        // Beyond the bounds: 0 and ∞. Of two operands that do not compare, the processor's maximum gives the second: NaN stays NaN.
        Vector<float> clamped = Vector.MinNative(new Vector<float>(89f), Vector.MaxNative(new Vector<float>(-104f), x));
        Vector<float> shifted = Vector.FusedMultiplyAdd(clamped, new Vector<float>(Log2E), new Vector<float>(Round));
        Vector<float> n = shifted - new Vector<float>(Round);
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2High), clamped);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2Low), r);
        Vector<float> p = Vector.FusedMultiplyAdd(ExpTail(r) * r, r, r) + Vector<float>.One;
        return TimesTwoTo(p, n, shifted);
    }

    /// <summary>p·2ⁿ, n being a whole number, which also stands in the last bits of shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> TimesTwoTo(Vector<float> p, Vector<float> n, Vector<float> shifted)
    {
        if (Avx512F.VL.IsSupported && Vector<float>.Count == Vector256<float>.Count) return Avx512F.VL.Scale(p.AsVector256(), n.AsVector256()).AsVector();
        Vector<int> power = Vector.AsVectorInt32(shifted) - Vector.AsVectorInt32(new Vector<float>(Round));
        Vector<int> half = power >> 1;                                        // 2ⁿ in two steps: n reaches from −150 to 128, a float's exponent from −126 to 127
        return p * TwoTo(half) * TwoTo(power - half);
    }

    /// <summary>(eʳ − 1 − r)/r² for small r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpTail(Vector<float> r)
    {
        Vector<float> p = Vector.FusedMultiplyAdd(r, new Vector<float>(1 / 5040f), new Vector<float>(1 / 720f));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(1 / 120f));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(1 / 24f));
        p = Vector.FusedMultiplyAdd(r, p, new Vector<float>(1 / 6f));
        return Vector.FusedMultiplyAdd(r, p, new Vector<float>(0.5f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> TwoTo(Vector<int> n) => Vector.AsVectorSingle((n + new Vector<int>(127)) << 23);

    /// <summary>tanh x = (e²ˣ − 1)/(e²ˣ − 1 + 2), with e²ˣ − 1 computed as such: near 0 the difference of e²ˣ and 1 would have no digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> y = Vector.MinNative(new Vector<float>(20f), Vector.Abs(x) * new Vector<float>(2f));   // tanh 10 is 1 in float
        Vector<float> shifted = Vector.FusedMultiplyAdd(y, new Vector<float>(Log2E), new Vector<float>(Round));
        Vector<float> n = shifted - new Vector<float>(Round);
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2High), y);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2Low), r);
        Vector<float> less1 = Vector.FusedMultiplyAdd(ExpTail(r) * r, r, r);   // eʳ − 1
        Vector<float> scale = TwoTo(Vector.AsVectorInt32(shifted) - Vector.AsVectorInt32(new Vector<float>(Round)));
        Vector<float> e = Vector.FusedMultiplyAdd(scale, less1, scale - Vector<float>.One);
        Vector<float> magnitude = e / (e + new Vector<float>(2f));
        Vector<int> sign = Vector.AsVectorInt32(x) & new Vector<int>(int.MinValue);
        return Vector.AsVectorSingle(Vector.AsVectorInt32(magnitude) | sign);
    }

    /// <summary>erf x for float: x·P(x²)/Q(x²), right to 6e-8 of itself where |x| ≤ 3.93; beyond, erf is ±1 in float.</summary>
    /// <remarks>The coefficients are a weighted least-squares fit of erf(x)/x at 80 Chebyshev points, reweighted until the largest relative error was level.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Erf(Vector<float> x)
    {
        const float bound = 3.93f;
        Vector<float> inside = Vector.MinNative(new Vector<float>(bound), Vector.MaxNative(new Vector<float>(-bound), x));
        Vector<float> t = inside * inside;
        Vector<float> p = Vector.FusedMultiplyAdd(t, new Vector<float>(2.0420470719e-6f), new Vector<float>(2.8462908813e-4f));
        p = Vector.FusedMultiplyAdd(t, p, new Vector<float>(3.7743067369e-3f));
        p = Vector.FusedMultiplyAdd(t, p, new Vector<float>(5.2773647010e-2f));
        p = Vector.FusedMultiplyAdd(t, p, new Vector<float>(1.9066835940e-1f));
        p = Vector.FusedMultiplyAdd(t, p, new Vector<float>(1.1283791065f));
        Vector<float> q = Vector.FusedMultiplyAdd(t, new Vector<float>(3.7995530874e-5f), new Vector<float>(1.1638165452e-3f));
        q = Vector.FusedMultiplyAdd(t, q, new Vector<float>(1.4986840077e-2f));
        q = Vector.FusedMultiplyAdd(t, q, new Vector<float>(1.1420854926e-1f));
        q = Vector.FusedMultiplyAdd(t, q, new Vector<float>(5.0230818987e-1f));
        q = Vector.FusedMultiplyAdd(t, q, Vector<float>.One);
        Vector<float> sign = Vector.AsVectorSingle(Vector.AsVectorInt32(x) & new Vector<int>(int.MinValue) | Vector.AsVectorInt32(Vector<float>.One));
        return Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(x), new Vector<float>(bound)), sign, inside * (p / q));
    }
}
