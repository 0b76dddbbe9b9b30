namespace FromScratch.Tensors;

/// <content>Operations on each element. Two operands broadcast: see <see cref="Broadcasting"/>.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The sum, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> operator +(Tensor<T> a, Tensor<T> b)
    {
        Tensor<T> y = Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Plus<T>>>(a, b);
        y.Record("add", static (node, g) =>
        {
            if (node.Needs(0)) node.Pass(0, Broadcasting.SumTo(g, node[0].Shape));
            if (node.Needs(1)) node.Pass(1, Broadcasting.SumTo(g, node[1].Shape));
        }, a, b);
        return y;
    }

    /// <summary>The difference, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> operator -(Tensor<T> a, Tensor<T> b) => Binary<Formulas.Minus<T>>("sub", a, b);

    /// <summary>The product, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> operator *(Tensor<T> a, Tensor<T> b) => Binary<Formulas.Times<T>>("mul", a, b);

    /// <summary>The quotient, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> operator /(Tensor<T> a, Tensor<T> b) => Binary<Formulas.Over<T>>("div", a, b);

    /// <summary>Each element with the other sign.</summary>
    public static Tensor<T> operator -(Tensor<T> x) => Unary<Formulas.Negate<T>>("neg", x, default);

    /// <summary>A number added to each element.</summary>
    public static Tensor<T> operator +(Tensor<T> x, T number) => Unary<Formulas.Shift<T>>("add", x, number);

    /// <summary>A number added to each element.</summary>
    public static Tensor<T> operator +(T number, Tensor<T> x) => x + number;

    /// <summary>A number taken from each element.</summary>
    public static Tensor<T> operator -(Tensor<T> x, T number) => x + -number;

    /// <summary>Each element taken from a number.</summary>
    public static Tensor<T> operator -(T number, Tensor<T> x) => -x + number;

    /// <summary>Each element times a number.</summary>
    public static Tensor<T> operator *(Tensor<T> x, T number) => Unary<Formulas.Scale<T>>("mul", x, number);

    /// <summary>Each element times a number.</summary>
    public static Tensor<T> operator *(T number, Tensor<T> x) => x * number;

    /// <summary>Each element divided by a number.</summary>
    public static Tensor<T> operator /(Tensor<T> x, T number) => x * (T.One / number);

    /// <summary>A number divided by each element.</summary>
    public static Tensor<T> operator /(T number, Tensor<T> x) => x.Reciprocal() * number;

    /// <summary>eˣ of each element.</summary>
    public Tensor<T> Exp() => Unary<Formulas.Exp<T>>("exp", this, default);

    /// <summary>The natural logarithm of each element; −∞ at 0, NaN below.</summary>
    public Tensor<T> Log() => Unary<Formulas.Log<T>>("log", this, default);

    /// <summary>The square root of each element.</summary>
    public Tensor<T> Sqrt() => Unary<Formulas.Sqrt<T>>("sqrt", this, default);

    /// <summary>The absolute value of each element.</summary>
    public Tensor<T> Abs() => Unary<Formulas.Abs<T>>("abs", this, default);

    /// <summary>The square of each element.</summary>
    public Tensor<T> Square() => Unary<Formulas.Square<T>>("square", this, default);

    /// <summary>One over each element.</summary>
    public Tensor<T> Reciprocal() => Unary<Formulas.Reciprocal<T>>("reciprocal", this, default);

    /// <summary>The sine of each element, in radians.</summary>
    public Tensor<T> Sin() => Unary<Formulas.Sin<T>>("sin", this, default);

    /// <summary>The cosine of each element, in radians.</summary>
    public Tensor<T> Cos() => Unary<Formulas.Cos<T>>("cos", this, default);

    /// <summary>The hyperbolic tangent of each element.</summary>
    public Tensor<T> Tanh() => Unary<Formulas.Tanh<T>>("tanh", this, default);

    /// <summary>1/(1 + e⁻ˣ) of each element.</summary>
    public Tensor<T> Sigmoid() => Unary<Formulas.Sigmoid<T>>("sigmoid", this, default);

    /// <summary>max(x, 0) of each element.</summary>
    public Tensor<T> Relu() => Unary<Formulas.Relu<T>>("relu", this, default);

    /// <summary>x·σ(x) of each element (swish).</summary>
    public Tensor<T> Silu() => Unary<Formulas.Silu<T>>("silu", this, default);

    /// <summary>ln(1 + eˣ) of each element, without overflow.</summary>
    public Tensor<T> Softplus() => Unary<Formulas.Softplus<T>>("softplus", this, default);

    /// <summary>The error function of each element.</summary>
    public Tensor<T> Erf() => Unary<Formulas.Erf<T>>("erf", this, default);

    /// <summary>Each element to a power.</summary>
    public Tensor<T> Pow(T exponent) => exponent == T.CreateTruncating(2) ? Square() : Unary<Formulas.Pow<T>>("pow", this, exponent);

    /// <summary>Each element to the power of the other tensor's element.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Pow(Tensor<T> exponent) => Binary<Formulas.Power<T>>("pow", this, exponent);

    /// <summary>x above 0, slope·x below.</summary>
    public Tensor<T> LeakyRelu(double slope = 0.01) => Unary<Formulas.LeakyRelu<T>>("leaky_relu", this, T.CreateTruncating(slope));

    /// <summary>x above 0, alpha·(eˣ − 1) below.</summary>
    public Tensor<T> Elu(double alpha = 1) => Unary<Formulas.Elu<T>>("elu", this, T.CreateTruncating(alpha));

    /// <summary>GELU: x·Φ(x), exact, or by the tanh approximation.</summary>
    /// <remarks>Source: Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016).</remarks>
    public Tensor<T> Gelu(bool tanhApproximation = false) => tanhApproximation ? Unary<Formulas.GeluTanh<T>>("gelu", this, default) : Unary<Formulas.Gelu<T>>("gelu", this, default);

    /// <summary>The larger of two, element by element; a tie gives each half of the gradient.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Maximum(Tensor<T> other) => Binary<Formulas.Maximum<T>>("maximum", this, other);

    /// <summary>The smaller of two, element by element; a tie gives each half of the gradient.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Minimum(Tensor<T> other) => Binary<Formulas.Minimum<T>>("minimum", this, other);

    /// <summary>Each element held between two bounds; the gradient passes only inside.</summary>
    public Tensor<T> Clamp(T low, T high)
    {
        Tensor<T> y = Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Minimum<T>>>(Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Maximum<T>>>(this, Scalar(low)), Scalar(high));
        y.Record("clamp", static (node, g) => node.Pass(0, g * Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Equal<T>>>(node[0], node.Output)), this);
        return y;
    }

    /// <summary>1 where this is greater, else 0. No gradient passes.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Greater(Tensor<T> other) => Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Greater<T>>>(this, other);

    /// <summary>1 where this is greater or equal, else 0. No gradient passes.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> GreaterEqual(Tensor<T> other) => Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.GreaterEqual<T>>>(this, other);

    /// <summary>1 where this is less, else 0. No gradient passes.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Less(Tensor<T> other) => Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Less<T>>>(this, other);

    /// <summary>1 where this is less or equal, else 0. No gradient passes.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> LessEqual(Tensor<T> other) => Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.LessEqual<T>>>(this, other);

    /// <summary>1 where both are equal, else 0. No gradient passes.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Equal(Tensor<T> other) => Elementwise.Map<T, Formulas.ForwardPair<T, Formulas.Equal<T>>>(this, other);

    /// <summary>The elements of a where the condition is not 0, those of b elsewhere.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Where(Tensor<T> condition, Tensor<T> a, Tensor<T> b)
    {
        Tensor<T> y = Elementwise.Map<T, Formulas.Choose<T>>(condition, a, b);
        if (y.Record("where", static (node, g) =>
        {
            Tensor<T> zero = Zeros();
            if (node.Needs(0)) node.Pass(0, Broadcasting.SumTo(Elementwise.Map<T, Formulas.Choose<T>>(node.SavedA!, g, zero), node[0].Shape));
            if (node.Needs(1)) node.Pass(1, Broadcasting.SumTo(Elementwise.Map<T, Formulas.Choose<T>>(node.SavedA!, zero, g), node[1].Shape));
        }, a, b) is { } recorded) recorded.SavedA = condition;
        return y;
    }

    /// <summary>A number in place of the elements where the mask is not 0; no gradient passes there.</summary>
    /// <param name="mask">Broadcasts to this shape.</param>
    /// <param name="value">What stands where the mask is set: −∞ before a softmax.</param>
    /// <exception cref="ArgumentException">The mask does not broadcast to this shape.</exception>
    public Tensor<T> MaskedFill(Tensor<T> mask, T value)
    {
        Tensor<T> y = Uninitialized(Shape);
        Elementwise.Run<T, Formulas.FillWhere<T>>(y, mask, this, this, value);
        if (y.Record("masked_fill", static (node, g) =>
        {
            Tensor<T> passed = Uninitialized(g.Shape);
            Elementwise.Run<T, Formulas.FillWhere<T>>(passed, node.SavedA!, g, g, T.Zero);
            node.Pass(0, passed);
        }, this) is { } recorded) recorded.SavedA = mask;
        return y;
    }

    private static Tensor<T> Unary<TOp>(string op, Tensor<T> x, T parameter) where TOp : IUnary<T>
    {
        Tensor<T> y = Elementwise.Map<T, Formulas.Forward<T, TOp>>(x, parameter);
        if (y.Record(op, UnaryBackward<TOp>.Function, x) is { } node) node.Number = parameter;
        return y;
    }

    private static Tensor<T> Binary<TOp>(string op, Tensor<T> a, Tensor<T> b) where TOp : IBinary<T>
    {
        Tensor<T> y = Elementwise.Map<T, Formulas.ForwardPair<T, TOp>>(a, b);
        y.Record(op, BinaryBackward<TOp>.Function, a, b);
        return y;
    }

    private static class UnaryBackward<TOp> where TOp : IUnary<T>
    {
        public static readonly BackwardFunction<T> Function = static (node, g) =>
        {
            Tensor<T> gradient = node.Destination(0);
            Elementwise.Run<T, Formulas.Backward<T, TOp>>(gradient, g, node[0], node.Output, node.Number);
            node.Pass(0, gradient);
        };
    }

    private static class BinaryBackward<TOp> where TOp : IBinary<T>
    {
        public static readonly BackwardFunction<T> Function = static (node, g) =>
        {
            if (node.Needs(0)) node.Pass(0, Broadcasting.SumTo(Elementwise.Map<T, Formulas.BackwardA<T, TOp>>(g, node[0], node[1]), node[0].Shape));
            if (node.Needs(1)) node.Pass(1, Broadcasting.SumTo(Elementwise.Map<T, Formulas.BackwardB<T, TOp>>(g, node[0], node[1]), node[1].Shape));
        };
    }
}
