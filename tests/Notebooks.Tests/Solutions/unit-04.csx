// Unit 4, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-finite-differences
static void MustBeAStep(double h)
{
    if (h == 0 || double.IsNaN(h) || double.IsInfinity(h)) throw new ArgumentOutOfRangeException(nameof(h));
}

static double Forward(Func<double, double> f, double x, double h)
{
    MustBeAStep(h);
    double rise = f(x + h) - f(x);
    return rise / h;
}

static double Central(Func<double, double> f, double x, double h)
{
    MustBeAStep(h);
    double right = f(x + h), left = f(x - h);
    return (right - left) / h / 2;
}

static double BestStep(double x, int order)
{
    if (order < 1) throw new ArgumentOutOfRangeException(nameof(order));
    double size = Math.Max(1, Math.Abs(x));
    double there = Math.Abs(x) + Math.Pow(2.2e-16, 1.0 / (order + 1)) * size;
    return there - Math.Abs(x);
}

// == ex-richardson
static double Extrapolate(Func<double, double> f, double x, double h0, int levels)
{
    if (levels < 1) throw new ArgumentOutOfRangeException(nameof(levels));
    if (h0 == 0) throw new ArgumentOutOfRangeException(nameof(h0));
    var row = new List<double>();
    for (double h = h0; row.Count < levels; h /= 2) row.Add((f(x + h) - f(x - h)) / (2 * h));
    for (double weight = 4; row.Count > 1; weight *= 4)
    {
        var next = new List<double>();
        for (int k = 1; k < row.Count; k++) next.Add((weight * row[k] - row[k - 1]) / (weight - 1));
        row = next;
    }

    return row[0];
}

// == ex-complex-step
static double ImaginarySlope(Func<System.Numerics.Complex, System.Numerics.Complex> f, double x)
{
    double h = 1e-100;
    return f(new System.Numerics.Complex(x, h)).Imaginary / h;
}

// == ex-dual-numbers
readonly record struct MyDual(double V, double D) : IDual<MyDual>
{
    public static MyDual Constant(double c) => new(c, 0);

    public static MyDual operator +(MyDual a, MyDual b) => new(a.V + b.V, a.D + b.D);

    public static MyDual operator -(MyDual a, MyDual b) => new(a.V - b.V, a.D - b.D);

    public static MyDual operator *(MyDual a, MyDual b) => new(a.V * b.V, a.D * b.V + a.V * b.D);

    public static MyDual operator /(MyDual a, MyDual b) => new(a.V / b.V, (a.D * b.V - a.V * b.D) / (b.V * b.V));

    public static MyDual Sin(MyDual x) => new(Math.Sin(x.V), x.D * Math.Cos(x.V));

    public static MyDual Exp(MyDual x)
    {
        double e = Math.Exp(x.V);
        return new(e, x.D * e);
    }

    public static MyDual Log(MyDual x) => new(Math.Log(x.V), x.D / x.V);

    public static MyDual Pow(MyDual x, double p)
    {
        if (p == 0) return Constant(1);
        return new(Math.Pow(x.V, p), x.D * p * Math.Pow(x.V, p - 1));
    }

    public static MyDual Max(MyDual a, MyDual b) => b.V > a.V ? b : a;
}

// == ex-symbolic-diff
static Expr Diff(Expr e, string v)
{
    Expr D(Expr part) => Diff(part, v);
    switch (e)
    {
        case Expr.Const: return 0;
        case Expr.Var variable: return variable.Name == v ? 1 : 0;
        case Expr.Add sum: return D(sum.Left) + D(sum.Right);
        case Expr.Mul product: return D(product.Left) * product.Right + product.Left * D(product.Right);
        case Expr.Div fraction: return (D(fraction.Top) * fraction.Bottom - fraction.Top * D(fraction.Bottom)) / (fraction.Bottom * fraction.Bottom);
        case Expr.Pow power when power.Exponent.Contains(v): return power * D(power.Exponent * Expr.Log(power.Base));
        case Expr.Pow power: return power.Exponent * (power.Base ^ (power.Exponent - 1)) * D(power.Base);
        case Expr.Call { Function: "sin" } call: return D(call.Argument) * Expr.Cos(call.Argument);
        case Expr.Call { Function: "cos" } call: return -D(call.Argument) * Expr.Sin(call.Argument);
        case Expr.Call { Function: "exp" } call: return D(call.Argument) * call;
        case Expr.Call { Function: "log" } call: return D(call.Argument) / call.Argument;
        default: throw new ArgumentException($"What is {e}?");
    }
}

static Expr Simplify(Expr e)
{
    bool Is(Expr part, double value) => part is Expr.Const c && c.Value == value;
    Expr[] parts = e.Parts().Select(Simplify).ToArray();
    Expr whole = e switch
    {
        Expr.Add => parts[0] + parts[1],
        Expr.Mul => parts[0] * parts[1],
        Expr.Div => parts[0] / parts[1],
        Expr.Pow => parts[0] ^ parts[1],
        Expr.Call call => new Expr.Call(call.Function, parts[0]),
        _ => e,
    };
    if (whole is Expr.Add && Is(parts[0], 0) || whole is Expr.Mul && Is(parts[0], 1)) return parts[1];
    if (whole is Expr.Add && Is(parts[1], 0) || whole is Expr.Mul or Expr.Div or Expr.Pow && Is(parts[1], 1)) return parts[0];
    if (whole is Expr.Mul && (Is(parts[0], 0) || Is(parts[1], 0)) || whole is Expr.Div && Is(parts[0], 0) && !Is(parts[1], 0)) return 0;
    if (whole is Expr.Pow && Is(parts[1], 0)) return 1;
    bool numbers = parts.Length > 0 && parts.All(part => part is Expr.Const);
    return numbers && double.IsFinite(whole.Eval(0)) ? whole.Eval(0) : whole;
}

// == ex-chain-on-a-graph
static double[] ForwardSlopes(IReadOnlyList<TapeNode> tape, int inputIndex)
{
    if (inputIndex < 0 || inputIndex >= tape.Count) throw new ArgumentOutOfRangeException(nameof(inputIndex));
    if (tape[inputIndex].Op != "input") throw new ArgumentException("That line is no input.");
    double[] value = new double[tape.Count], slope = new double[tape.Count];
    for (int line = 0; line < tape.Count; line++)
    {
        TapeNode node = tape[line];
        foreach (int argument in node.Args)
            if (argument < 0 || argument >= line) throw new ArgumentException("An argument does not stand before its line.");
        double V(int k) => value[node.Args[k]];
        double S(int k) => slope[node.Args[k]];
        value[line] = node.Value;
        slope[line] = node.Op switch
        {
            "input" => line == inputIndex ? 1 : 0,
            "const" => 0,
            "add" => S(0) + S(1),
            "sub" => S(0) - S(1),
            "mul" => S(0) * V(1) + V(0) * S(1),
            "div" => (S(0) * V(1) - V(0) * S(1)) / (V(1) * V(1)),
            "sin" => Math.Cos(V(0)) * S(0),
            "cos" => -Math.Sin(V(0)) * S(0),
            "exp" => Math.Exp(V(0)) * S(0),
            "log" => S(0) / V(0),
            _ => throw new ArgumentException("An unknown operation."),
        };
    }

    return slope;
}

// == ex-taylor-models
static double[] TaylorCoefficients(Expr f, double at, int degree)
{
    if (degree < 0) throw new ArgumentOutOfRangeException(nameof(degree));
    var c = new double[degree + 1];
    Expr derivative = f;
    double factorial = 1;
    for (int k = 0; k <= degree; k++)
    {
        c[k] = derivative.Eval(new Dictionary<string, double> { ["x"] = at }) / factorial;
        derivative = derivative.Diff("x").Simplify();
        factorial *= k + 1;
    }

    return c;
}

static double RadiusEstimate(double[] c)
{
    int k = c.Length - 1;
    while (k >= 0 && c[k] == 0) k--;
    int j = k - 1;
    while (j >= 0 && c[j] == 0) j--;
    return j < 0 || j < c.Length / 2 ? double.PositiveInfinity : Math.Pow(Math.Abs(c[j]) / Math.Abs(c[k]), 1.0 / (k - j));
}

// == ex-safe-newton
static RootResult Solve(Func<Dual, Dual> f, double lo, double hi, double tol)
{
    if (!(lo < hi)) throw new ArgumentException("The bracket is empty.");
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    int calls = 0;
    Dual At(double place)
    {
        calls++;
        return f(Dual.Variable(place));
    }

    double left = At(lo).V, right = At(hi).V;
    if (left == 0) return new RootResult(lo, calls, true);
    if (right == 0) return new RootResult(hi, calls, true);
    bool rises = left < 0 && right > 0;
    if (!rises && !(left > 0 && right < 0)) throw new ArgumentException("f does not change its sign.");
    double x = lo + (hi - lo) / 2, step = hi - lo;
    while (calls < 200)
    {
        Dual y = At(x);
        if (y.V == 0) return new RootResult(x, calls, true);
        if (y.V < 0 == rises) lo = x; else hi = x;
        double next = x - y.V / y.D;
        bool isGood = next >= lo && next <= hi && Math.Abs(next - x) <= step / 2 && double.IsFinite(y.D);
        if (!isGood) next = lo + (hi - lo) / 2;
        step = Math.Abs(next - x);
        x = next;
        if (step <= tol) return new RootResult(x, calls, true);
    }

    return new RootResult(x, calls, false);
}

// == ex-quadrature
static double Simpson(Func<double, double> f, double a, double b, int n)
{
    if (n < 2 || n % 2 != 0) throw new ArgumentException("n must be even and at least 2.");
    double h = (b - a) / n, odd = 0, even = 0;
    for (int i = 1; i < n; i += 2) odd += f(a + i * h);
    for (int i = 2; i < n; i += 2) even += f(a + i * h);
    return (f(a) + 4 * odd + 2 * even + f(b)) * h / 3;
}

static (double Area, int Evaluations) Adaptive(Func<double, double> f, double a, double b, double tol)
{
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    int calls = 0;
    double F(double place)
    {
        calls++;
        return f(place);
    }

    double Piece(double left, double right, double fLeft, double fMiddle, double fRight, double allowed, int halvings)
    {
        double middle = (left + right) / 2, fFirst = F((left + middle) / 2), fSecond = F((middle + right) / 2);
        double whole = (right - left) * (fLeft + 4 * fMiddle + fRight) / 6;
        double first = (right - left) * (fLeft + 4 * fFirst + fMiddle) / 12, second = (right - left) * (fMiddle + 4 * fSecond + fRight) / 12;
        double error = (first + second - whole) / 15;
        bool isTooCoarse = Math.Abs(error) > allowed && halvings < 60;
        return isTooCoarse
            ? Piece(left, middle, fLeft, fFirst, fMiddle, allowed / 2, halvings + 1) + Piece(middle, right, fMiddle, fSecond, fRight, allowed / 2, halvings + 1)
            : first + second + error;
    }

    double area = Piece(a, b, F(a), F((a + b) / 2), F(b), tol, 0);
    return (area, calls);
}

// == ex-learning-rates
static double[] Descend(Func<Dual, Dual> f, double x0, double rate, int steps)
{
    if (!(rate > 0)) throw new ArgumentOutOfRangeException(nameof(rate));
    if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps));
    var places = new List<double> { x0 };
    double x = x0;
    for (int step = 0; step < steps; step++)
    {
        x -= rate * f(new Dual(x, 1)).D;
        if (!double.IsFinite(x)) return places.ToArray();
        places.Add(x);
    }

    return places.ToArray();
}

static double CriticalRate(double curvature) => curvature > 0 ? 2 / curvature : throw new ArgumentOutOfRangeException(nameof(curvature));

// == ex-price-optimum
static PriceDecision Optimize(Func<Dual, Dual> demand, double unitCost, double lo, double hi)
{
    if (!(lo < hi)) throw new ArgumentException("The range is empty.");
    Dual Profit(double price) => (Dual.Variable(price) - unitCost) * demand(Dual.Variable(price));
    var candidates = new List<double> { lo, hi };
    int pieces = 300;
    for (int i = 0; i < pieces; i++)
    {
        double left = lo + (hi - lo) * i / pieces, right = lo + (hi - lo) * (i + 1) / pieces;
        if (!(Profit(left).D > 0 && Profit(right).D <= 0)) continue;
        while (right - left > 1e-11 * right)
        {
            double middle = (left + right) / 2;
            if (Profit(middle).D > 0) left = middle; else right = middle;
        }

        candidates.Add(left);
    }

    double best = candidates.OrderByDescending(price => Profit(price).V).First();
    Dual quantity = demand(Dual.Variable(best));
    return new PriceDecision(best, Profit(best).V, quantity.D * best / quantity.V);
}
