namespace FromScratch.Calculus;

/// <summary>A formula as a tree: numbers and variables at the leaves, operations above them. It does not change, and parts may be shared.</summary>
/// <remarks>
/// There is no node for a difference: a − b is a + (−1)·b, so that each rule is needed once. Functions are called by name: sin, cos, exp, log.
/// Open the nodes with <c>using static FromScratch.Calculus.Expr;</c>.
/// </remarks>
public abstract record Expr : IFormattable
{
    private Expr()
    {
    }

    /// <summary>A number.</summary>
    public sealed record Const(double Value) : Expr;

    /// <summary>A variable.</summary>
    public sealed record Var(string Name) : Expr;

    /// <summary>A sum.</summary>
    public sealed record Add(Expr Left, Expr Right) : Expr;

    /// <summary>A product.</summary>
    public sealed record Mul(Expr Left, Expr Right) : Expr;

    /// <summary>A quotient.</summary>
    public sealed record Div(Expr Top, Expr Bottom) : Expr;

    /// <summary>A power; the exponent may be any formula.</summary>
    public sealed record Pow(Expr Base, Expr Exponent) : Expr;

    /// <summary>A function of one argument: sin, cos, exp or log.</summary>
    public sealed record Call(string Function, Expr Argument) : Expr;

    /// <summary>A number stands for itself.</summary>
    public static implicit operator Expr(double value) => new Const(value);

    /// <summary>The sum.</summary>
    public static Expr operator +(Expr a, Expr b) => new Add(a, b);

    /// <summary>The difference, a + (−1)·b.</summary>
    public static Expr operator -(Expr a, Expr b) => new Add(a, new Mul(-1, b));

    /// <summary>The negative, (−1)·a.</summary>
    public static Expr operator -(Expr a) => new Mul(-1, a);

    /// <summary>The product.</summary>
    public static Expr operator *(Expr a, Expr b) => new Mul(a, b);

    /// <summary>The quotient.</summary>
    public static Expr operator /(Expr a, Expr b) => new Div(a, b);

    /// <summary>The power a^b. (C#'s ^ binds more loosely than +: put brackets around it.)</summary>
    public static Expr operator ^(Expr a, Expr b) => new Pow(a, b);

    /// <summary>The sine.</summary>
    public static Expr Sin(Expr x) => new Call("sin", x);

    /// <summary>The cosine.</summary>
    public static Expr Cos(Expr x) => new Call("cos", x);

    /// <summary>The exponential.</summary>
    public static Expr Exp(Expr x) => new Call("exp", x);

    /// <summary>The natural logarithm.</summary>
    public static Expr Log(Expr x) => new Call("log", x);

    /// <summary>The derivative with respect to a variable, as the rules give it: not simplified.</summary>
    public Expr Diff(string v) => Symbolic.Diff(this, v);

    /// <summary>A formula with the same values and no more nodes: tidied, and numbers and powers gathered.</summary>
    public Expr Simplify() => Gathering.Of(Symbolic.Simplify(this));

    /// <summary>How many nodes the tree has when it is written out, shared parts counted each time.</summary>
    public int NodeCount() => 1 + Parts().Sum(part => part.NodeCount());

    /// <summary>How many different formulas are in it: the nodes left when equal parts are kept once.</summary>
    public int SharedNodeCount()
    {
        var seen = new HashSet<Expr>();
        Visit(this);
        return seen.Count;

        void Visit(Expr e)
        {
            if (!seen.Add(e)) return;
            foreach (Expr part in e.Parts()) Visit(part);
        }
    }

    /// <summary>The formulas right below this one, left to right.</summary>
    public IReadOnlyList<Expr> Parts() => this switch
    {
        Add(var a, var b) => [a, b],
        Mul(var a, var b) => [a, b],
        Div(var a, var b) => [a, b],
        Pow(var a, var b) => [a, b],
        Call(_, var a) => [a],
        _ => [],
    };

    /// <summary>Whether the variable occurs in it.</summary>
    public bool Contains(string v) => this is Var(var name) ? name == v : Parts().Any(part => part.Contains(v));

    /// <summary>The value, with a number for each variable.</summary>
    /// <exception cref="ArgumentException">A variable has no number, or a function is unknown.</exception>
    public double Eval(IReadOnlyDictionary<string, double> env) => this switch
    {
        Const(var c) => c,
        Var(var name) => env.TryGetValue(name, out double value) ? value : throw Missing(name),
        Add(var a, var b) => a.Eval(env) + b.Eval(env),
        Mul(var a, var b) => a.Eval(env) * b.Eval(env),
        Div(var a, var b) => a.Eval(env) / b.Eval(env),
        Pow(var a, var b) => Math.Pow(a.Eval(env), b.Eval(env)),
        Call("sin", var a) => Math.Sin(a.Eval(env)),
        Call("cos", var a) => Math.Cos(a.Eval(env)),
        Call("exp", var a) => Math.Exp(a.Eval(env)),
        Call("log", var a) => Math.Log(a.Eval(env)),
        Call(var function, _) => throw Unknown(function),
        _ => throw new InvalidOperationException("There is no other node."),
    };

    /// <summary>The value where x is the only variable.</summary>
    /// <param name="x">Its number, whatever the variable's name.</param>
    /// <exception cref="ArgumentException">There are several variables, or a function is unknown.</exception>
    public double Eval(double x)
    {
        string[] names = [.. Variables().Distinct()];
        return names.Length <= 1
            ? Eval(names.ToDictionary(name => name, _ => x))
            : throw new ArgumentException($"Eval: the formula has the variables {string.Join(", ", names)}. Give each a number: Eval(new Dictionary<string, double> {{ … }}).", nameof(x));
    }

    /// <summary>The value and the slope, with a dual number for each variable: the same tree, run with other numbers.</summary>
    /// <exception cref="ArgumentException">A variable has no number, or a function is unknown.</exception>
    public Dual Eval(IReadOnlyDictionary<string, Dual> env) => this switch
    {
        Const(var c) => c,
        Var(var name) => env.TryGetValue(name, out Dual value) ? value : throw Missing(name),
        Add(var a, var b) => a.Eval(env) + b.Eval(env),
        Mul(var a, var b) => a.Eval(env) * b.Eval(env),
        Div(var a, var b) => a.Eval(env) / b.Eval(env),
        Pow(var a, var b) => Dual.Pow(a.Eval(env), b.Eval(env)),
        Call("sin", var a) => Dual.Sin(a.Eval(env)),
        Call("cos", var a) => Dual.Cos(a.Eval(env)),
        Call("exp", var a) => Dual.Exp(a.Eval(env)),
        Call("log", var a) => Dual.Log(a.Eval(env)),
        Call(var function, _) => throw Unknown(function),
        _ => throw new InvalidOperationException("There is no other node."),
    };

    /// <summary>The formula in LaTeX.</summary>
    public string ToLatex() => Formula.Latex(this);

    /// <summary>The formula in one line: "sin(3 * x) / x".</summary>
    public sealed override string ToString() => Formula.Text(this);

    /// <summary>The formula in one line; a formula has one form, in every culture.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    private IEnumerable<string> Variables() => this is Var(var name) ? [name] : Parts().SelectMany(part => part.Variables());

    private static ArgumentException Missing(string name) => new($"Eval: the variable {name} has no number. Name it in the dictionary.");

    private static ArgumentException Unknown(string function) => new($"The function {function} is unknown. A formula knows sin, cos, exp and log.");
}
