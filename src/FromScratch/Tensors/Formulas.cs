using System.Numerics;

namespace FromScratch.Tensors;

/// <summary>A function of one number and its derivative.</summary>
internal interface IUnary<T> where T : unmanaged
{
    static abstract Vector<T> Value(Vector<T> x, Vector<T> parameter);

    /// <summary>The gradient with respect to x, from the gradient g of y = f(x).</summary>
    static abstract Vector<T> Gradient(Vector<T> g, Vector<T> x, Vector<T> y, Vector<T> parameter);

    static virtual bool GradientReadsX => false;

    static virtual bool GradientReadsY => false;
}

/// <summary>A function of two numbers and its derivatives.</summary>
internal interface IBinary<T> where T : unmanaged
{
    static abstract Vector<T> Value(Vector<T> a, Vector<T> b);

    static abstract Vector<T> GradientA(Vector<T> g, Vector<T> a, Vector<T> b);

    static abstract Vector<T> GradientB(Vector<T> g, Vector<T> a, Vector<T> b);
}

/// <summary>The formulas of the elementwise operations: each a value and its derivative, side by side.</summary>
internal static partial class Formulas
{
    /// <summary>f(x) as a formula over elements.</summary>
    public readonly struct Forward<T, TOp> : IElementwise<T> where T : unmanaged where TOp : IUnary<T>
    {
        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => TOp.Value(a, p);
    }

    /// <summary>g·f′(x) as a formula over the elements of g, x and y.</summary>
    public readonly struct Backward<T, TOp> : IElementwise<T> where T : unmanaged where TOp : IUnary<T>
    {
        public static bool ReadsB => TOp.GradientReadsX;

        public static bool ReadsC => TOp.GradientReadsY;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => TOp.Gradient(a, b, c, p);
    }

    public readonly struct ForwardPair<T, TOp> : IElementwise<T> where T : unmanaged where TOp : IBinary<T>
    {
        public static bool ReadsB => true;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => TOp.Value(a, b);
    }

    public readonly struct BackwardA<T, TOp> : IElementwise<T> where T : unmanaged where TOp : IBinary<T>
    {
        public static bool ReadsB => true;

        public static bool ReadsC => true;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => TOp.GradientA(a, b, c);
    }

    public readonly struct BackwardB<T, TOp> : IElementwise<T> where T : unmanaged where TOp : IBinary<T>
    {
        public static bool ReadsB => true;

        public static bool ReadsC => true;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => TOp.GradientB(a, b, c);
    }

    public readonly struct Identity<T> : IElementwise<T> where T : unmanaged
    {
        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => a;
    }

    /// <summary>a + b, for sums of gradients.</summary>
    public readonly struct Add<T> : IElementwise<T> where T : unmanaged
    {
        public static bool ReadsB => true;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => a + b;
    }

    /// <summary>b where a is not 0, else c.</summary>
    public readonly struct Choose<T> : IElementwise<T> where T : unmanaged
    {
        public static bool ReadsB => true;

        public static bool ReadsC => true;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => Vector.ConditionalSelect(Vector.Equals(a, Vector<T>.Zero), c, b);
    }

    /// <summary>b where a is 0, else the parameter.</summary>
    public readonly struct FillWhere<T> : IElementwise<T> where T : unmanaged
    {
        public static bool ReadsB => true;

        public static Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> p) => Vector.ConditionalSelect(Vector.Equals(a, Vector<T>.Zero), b, p);
    }
}
