using System.Numerics;
using System.Runtime.CompilerServices;

namespace FromScratch.Tensors;

/// <content>Functions of one and of two numbers.</content>
internal static partial class Formulas
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Number<T>(double value) where T : unmanaged, IFloatingPointIeee754<T> => new(T.CreateTruncating(value));

    private static Vector<T> Sign<T>(Vector<T> x) where T : unmanaged =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Logistic<T>(Vector<T> x) where T : unmanaged => Vector<T>.One / (Vector<T>.One + VectorMath.Exp(-x));

    private static Vector<T> SiluSlope<T>(Vector<T> x) where T : unmanaged
    {
        Vector<T> s = Logistic(x);
        return s + x * s * (Vector<T>.One - s);
    }

    /// <summary>eˣ − 1 as tanh(x/2)·(eˣ + 1): near 0 the difference has no digits.</summary>
    private static Vector<T> ExpMinus1<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> => VectorMath.Tanh(Number<T>(0.5) * x) * (VectorMath.Exp(x) + Vector<T>.One);

    /// <summary>ln(1 + e) for e in (0, 1] as 2·artanh(e/(2 + e)) would need a series; the logarithm of 1 + e loses e below ε, where it is e.</summary>
    private static Vector<T> SoftplusValue<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> e = VectorMath.Exp(-Vector.Abs(x));
        Vector<T> u = Vector<T>.One + e;
        Vector<T> lost = u - Vector<T>.One;   // what of e is left after rounding
        Vector<T> log = Vector.ConditionalSelect(Vector.Equals(lost, Vector<T>.Zero), e, VectorMath.Log(u) * (e / lost));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), log, x + log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> NormalCdf<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorMath.MultiplyAdd(VectorMath.Erf(x * Number<T>(0.70710678118654752)), Number<T>(0.5), Number<T>(0.5));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> NormalDensity<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        VectorMath.Exp(x * x * Number<T>(-0.5)) * Number<T>(0.3989422804014327);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> GeluInner<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        Number<T>(0.7978845608028654) * VectorMath.MultiplyAdd(Number<T>(0.044715) * x, x * x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> GeluTanhSlope<T>(Vector<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> tanh = VectorMath.Tanh(GeluInner(x));
        Vector<T> inner = Number<T>(0.7978845608028654) * VectorMath.MultiplyAdd(Number<T>(3 * 0.044715) * x, x, Vector<T>.One);
        return Number<T>(0.5) * (Vector<T>.One + tanh + x * (Vector<T>.One - tanh * tanh) * inner);
    }

    /// <summary>g where a wins, half of it where both are equal, else 0.</summary>
    private static Vector<T> Share<T>(Vector<T> g, Vector<T> a, Vector<T> b) where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(a, b), g, Vector.ConditionalSelect(Vector.Equals(a, b), g * Number<T>(0.5), Vector<T>.Zero));

    /// <summary>−x.</summary>
    public readonly struct Negate<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> x, Vector<T> p) => -x;

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => -g;
    }

    /// <summary>eˣ.</summary>
    public readonly struct Exp<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsY => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Exp(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * y;
    }

    /// <summary>ln x.</summary>
    public readonly struct Log<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Log(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g / x;
    }

    /// <summary>√x.</summary>
    public readonly struct Sqrt<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsY => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Vector.SquareRoot(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g / (y + y);
    }

    /// <summary>|x|; derivative 0 at 0.</summary>
    public readonly struct Abs<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Vector.Abs(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * Sign(x);
    }

    /// <summary>x².</summary>
    public readonly struct Square<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => x * x;

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => (g + g) * x;
    }

    /// <summary>1/x.</summary>
    public readonly struct Reciprocal<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsY => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Vector<T>.One / x;

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => -g * y * y;
    }

    /// <summary>sin x.</summary>
    public readonly struct Sin<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Sin(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * VectorMath.Cos(x);
    }

    /// <summary>cos x.</summary>
    public readonly struct Cos<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Cos(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => -g * VectorMath.Sin(x);
    }

    /// <summary>xᵖ; its derivative p·xᵖ⁻¹ is 0 for p = 0, also at x = 0.</summary>
    public readonly struct Pow<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Pow(x, p);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => Vector.ConditionalSelect(Vector.Equals(p, Vector<T>.Zero), Vector<T>.Zero, g * p * VectorMath.Pow(x, p - Vector<T>.One));
    }

    /// <summary>p·x.</summary>
    public readonly struct Scale<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> x, Vector<T> p) => p * x;

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => p * g;
    }

    /// <summary>x + p.</summary>
    public readonly struct Shift<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> x, Vector<T> p) => x + p;

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g;
    }

    /// <summary>tanh x; derivative 1 − y².</summary>
    public readonly struct Tanh<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsY => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Tanh(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * (Vector<T>.One - y * y);
    }

    /// <summary>σ(x) = 1/(1 + e⁻ˣ); derivative y(1 − y).</summary>
    public readonly struct Sigmoid<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsY => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Logistic(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * y * (Vector<T>.One - y);
    }

    /// <summary>max(x, 0), NaN stays; derivative 0 at 0.</summary>
    public readonly struct Relu<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), Vector<T>.Zero, x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), g, Vector<T>.Zero);
    }

    /// <summary>x above 0, p·x below.</summary>
    public readonly struct LeakyRelu<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, p * x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), g, p * g);
    }

    /// <summary>x above 0, p·(eˣ − 1) below.</summary>
    public readonly struct Elu<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static bool GradientReadsY => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, p * ExpMinus1(x));

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), g, g * (y + p));
    }

    /// <summary>x·σ(x).</summary>
    public readonly struct Silu<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => x * Logistic(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * SiluSlope(x);
    }

    /// <summary>ln(1 + eˣ), as max(x, 0) + ln(1 + e^(−|x|)): nothing overflows.</summary>
    public readonly struct Softplus<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => SoftplusValue(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * Logistic(x);
    }

    /// <summary>x·Φ(x), with the normal distribution's Φ(x) = (1 + erf(x/√2))/2.</summary>
    public readonly struct Gelu<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => x * NormalCdf(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * (NormalCdf(x) + x * NormalDensity(x));
    }

    /// <summary>½x(1 + tanh(√(2/π)(x + 0.044715x³))), the approximation of GELU.</summary>
    public readonly struct GeluTanh<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => Number<T>(0.5) * x * (Vector<T>.One + VectorMath.Tanh(GeluInner(x)));

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * GeluTanhSlope(x);
    }

    /// <summary>erf x; derivative (2/√π)e^(−x²).</summary>
    public readonly struct Erf<T> : IUnary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool GradientReadsX => true;

        public static Vector<T> Value(Vector<T> x, Vector<T> p) => VectorMath.Erf(x);

        public static Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> p) => g * Number<T>(1.1283791670955126) * VectorMath.Exp(-x * x);
    }

    /// <summary>a + b.</summary>
    public readonly struct Plus<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => a + b;

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => g;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => g;
    }

    /// <summary>a − b.</summary>
    public readonly struct Minus<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => a - b;

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => g;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => -g;
    }

    /// <summary>a·b.</summary>
    public readonly struct Times<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => a * b;

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => g * b;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => g * a;
    }

    /// <summary>a/b.</summary>
    public readonly struct Over<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => a / b;

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => g / b;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => -g * a / (b * b);
    }

    /// <summary>The larger of two; a tie gives each half of the gradient.</summary>
    public readonly struct Maximum<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.Max(a, b);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Share(g, a, b);

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Share(g, b, a);
    }

    /// <summary>The smaller of two; a tie gives each half of the gradient.</summary>
    public readonly struct Minimum<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.Min(a, b);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Share(g, b, a);

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Share(g, a, b);
    }

    /// <summary>aᵇ.</summary>
    public readonly struct Power<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => VectorMath.Pow(a, b);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => g * b * VectorMath.Pow(a, b - Vector<T>.One);

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => g * VectorMath.Pow(a, b) * VectorMath.Log(a);
    }

    /// <summary>1 where a is greater than b, else 0.</summary>
    public readonly struct Greater<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.ConditionalSelect(Vector.GreaterThan(a, b), Vector<T>.One, Vector<T>.Zero);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;
    }

    /// <summary>1 where a ≥ b, else 0.</summary>
    public readonly struct GreaterEqual<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.ConditionalSelect(Vector.GreaterThanOrEqual(a, b), Vector<T>.One, Vector<T>.Zero);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;
    }

    /// <summary>1 where a is less than b, else 0.</summary>
    public readonly struct Less<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.ConditionalSelect(Vector.LessThan(a, b), Vector<T>.One, Vector<T>.Zero);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;
    }

    /// <summary>1 where a ≤ b, else 0.</summary>
    public readonly struct LessEqual<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.ConditionalSelect(Vector.LessThanOrEqual(a, b), Vector<T>.One, Vector<T>.Zero);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;
    }

    /// <summary>1 where a = b, else 0.</summary>
    public readonly struct Equal<T> : IBinary<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static Vector<T> Value(Vector<T> a, Vector<T> b) => Vector.ConditionalSelect(Vector.Equals(a, b), Vector<T>.One, Vector<T>.Zero);

        public static Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;

        public static Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b) => Vector<T>.Zero;
    }
}
