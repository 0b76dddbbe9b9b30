// Unit 14, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-activation-functions
static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

static double Eval(Act a, double x)
{
    switch (a)
    {
        case Act.Identity: return x;
        case Act.Step: return x < 0 ? 0 : 1;
        case Act.Sigmoid: return Logistic(x);
        case Act.Tanh: return Math.Tanh(x);
        case Act.Relu: return x > 0 ? x : 0;
        case Act.LeakyRelu: return x > 0 ? x : x / 100;
        case Act.Elu: return x > 0 ? x : Math.Exp(x) - 1;
        case Act.Softplus: return x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));
        case Act.Silu: return x * Logistic(x);
        case Act.Gelu: return x * Normal.StandardCdf(x);
        default: throw new ArgumentOutOfRangeException(nameof(a));
    }
}

static double Derivative(Act a, double x)
{
    double s = Logistic(x), t = Math.Tanh(x);
    switch (a)
    {
        case Act.Identity: return 1;
        case Act.Step: return 0;
        case Act.Sigmoid: return s * (1 - s);
        case Act.Tanh: return 1 - t * t;
        case Act.Relu: return x > 0 ? 1 : 0;
        case Act.LeakyRelu: return x > 0 ? 1 : 0.01;
        case Act.Elu: return x > 0 ? 1 : Math.Exp(x);
        case Act.Softplus: return s;
        case Act.Silu: return s + x * s * (1 - s);
        case Act.Gelu: return Normal.StandardCdf(x) + x * new Normal(0, 1).Density(x);
        default: throw new ArgumentOutOfRangeException(nameof(a));
    }
}

// == ex-perceptron-learner
static PerceptronFit FitPerceptron(double[][] x, int[] y, int maxEpochs)
{
    if (maxEpochs < 1) throw new ArgumentOutOfRangeException(nameof(maxEpochs));
    if (x.Length == 0 || x.Length != y.Length) throw new ArgumentException("Each sample needs a label.");
    int features = x[0].Length;
    if (x.Any(row => row.Length != features)) throw new ArgumentException("The samples differ in length.");
    if (y.Any(label => label != 1 && label != -1)) throw new ArgumentException("Labels are -1 and 1.");
    var w = new double[features];
    double b = 0;
    int mistakes = 0, sinceMistake = 0;
    for (int step = 0; step < maxEpochs * x.Length; step++)
    {
        int i = step % x.Length;
        if (i == 0) sinceMistake = 0;
        double score = b + w.Zip(x[i], (p, q) => p * q).Sum();
        if (y[i] * score <= 0)
        {
            mistakes++;
            sinceMistake++;
            b += y[i];
            for (int j = 0; j < features; j++) w[j] += y[i] * x[i][j];
        }

        if (i == x.Length - 1 && sinceMistake == 0) return new PerceptronFit(w, b, mistakes, true);
    }

    return new PerceptronFit(w, b, mistakes, false);
}

// == ex-parity-network
static Mlp BuildParity(int n)
{
    if (n < 1) throw new ArgumentOutOfRangeException(nameof(n));
    var counts = new double[n, n];
    var outWeights = new double[1, n];
    var thresholds = new double[n];
    double sign = 1;
    for (int unit = 0; unit < n; unit++)
    {
        for (int i = 0; i < n; i++) counts[unit, i] = 1;
        thresholds[unit] = -unit - 0.5;   // at least unit + 1 ones
        outWeights[0, unit] = sign;
        sign = -sign;
    }

    return new Mlp([new DenseLayer(counts, thresholds, Act.Step), new DenseLayer(outWeights, [0], Act.Identity)]);
}

// == ex-stable-softmax
static double TopScore(double[] z)
{
    if (z.Length == 0 || z.Any(s => double.IsNaN(s) || s == double.PositiveInfinity) || z.All(double.IsNegativeInfinity)) throw new ArgumentException("No finite largest score.");
    return z.Max();
}

static double[] Softmax(double[] z, double temperature = 1)
{
    if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature));
    double top = TopScore(z);
    double[] e = z.Select(s => Math.Exp((s - top) / temperature)).ToArray();
    double sum = e.Sum();
    for (int i = 0; i < e.Length; i++) e[i] /= sum;
    return e;
}

static double LogSumExp(double[] z)
{
    double top = TopScore(z), sum = 0;
    foreach (double s in z) sum += Math.Exp(s - top);
    return top + Math.Log(sum);
}

static double[] LogSoftmax(double[] z)
{
    double lse = LogSumExp(z);
    return z.Select(s => s - lse).ToArray();
}

// == ex-batched-forward
static double[,] Dense(double[,] x, double[,] w, double[] b, Act act)
{
    int n = x.GetLength(0), fanIn = x.GetLength(1), fanOut = w.GetLength(0);
    if (w.GetLength(1) != fanIn || b.Length != fanOut) throw new ArgumentException($"x is [{n}, {fanIn}], W is [{fanOut}, {w.GetLength(1)}], b is [{b.Length}].");
    var y = new double[n, fanOut];
    for (int row = 0; row < n; row++)
        for (int unit = 0; unit < fanOut; unit++)
        {
            double sum = b[unit];
            for (int i = 0; i < fanIn; i++) sum += w[unit, i] * x[row, i];
            y[row, unit] = Eval(act, sum);
        }

    return y;
}

// == ex-network-ledger
static void RequireSizes(int[] sizes)
{
    if (sizes.Length < 2 || sizes.Any(s => s < 1)) throw new ArgumentException("At least two sizes, each at least 1.");
}

static long Parameters(int[] sizes)
{
    RequireSizes(sizes);
    return MultiplyAdds(sizes, 1) + sizes.Skip(1).Sum(s => (long)s);
}

static long MultiplyAdds(int[] sizes, int batch)
{
    RequireSizes(sizes);
    if (batch < 0) throw new ArgumentOutOfRangeException(nameof(batch));
    long products = 0;
    for (int i = 0; i + 1 < sizes.Length; i++) products += (long)sizes[i] * sizes[i + 1];
    return products * batch;
}

static Mlp Collapse(Mlp linearNet)
{
    var layers = linearNet.Layers;
    Mat w = Mat.Identity(linearNet.Inputs);
    Vec b = Vec.Of(new double[linearNet.Inputs]);
    for (int i = 0; i < layers.Count; i++)
    {
        if (i < layers.Count - 1 && layers[i].Act != Act.Identity) throw new InvalidOperationException($"Layer {i} bends.");
        b = Mat.Of(layers[i].W) * b + Vec.Of(layers[i].B);
        w = Mat.Of(layers[i].W) * w;
    }

    return new Mlp([new DenseLayer(w.ToArray(), b.ToArray(), layers[layers.Count - 1].Act)]);
}

// == ex-relu-interpolant
static Mlp Interpolate(Func<double, double> f, double a, double b, int pieces)
{
    if (!(a < b)) throw new ArgumentException("b must be above a.");
    if (pieces < 1) throw new ArgumentOutOfRangeException(nameof(pieces));
    double h = (b - a) / pieces;
    double[] knots = Enumerable.Range(0, pieces + 1).Select(i => a + i * h).ToArray();
    double[] y = knots.Select(f).ToArray();
    var hidden = new double[pieces, 1];
    var output = new double[1, pieces];
    for (int i = 0; i < pieces; i++)
    {
        hidden[i, 0] = 1;
        output[0, i] = (y[i + 1] - y[i]) / h - (i == 0 ? 0 : (y[i] - y[i - 1]) / h);
    }

    return new Mlp([new DenseLayer(hidden, knots.Take(pieces).Select(t => -t).ToArray(), Act.Relu), new DenseLayer(output, [y[0]], Act.Identity)]);
}

// == ex-folding-depth
static Mlp Tent(int depth)
{
    if (depth < 1) throw new ArgumentOutOfRangeException(nameof(depth));
    var layers = new List<DenseLayer>();
    for (int i = 0; i < depth; i++)
        layers.Add(new DenseLayer(i == 0 ? new double[,] { { 2 }, { 4 } } : new double[,] { { 2, -2 }, { 4, -4 } }, [0, -2], Act.Relu));
    layers.Add(new DenseLayer(new double[,] { { 1, -1 } }, [0], Act.Identity));
    return new Mlp(layers);
}

static int CountPieces(Func<double, double> net, double a, double b, int probes)
{
    if (!(a < b)) throw new ArgumentException("b must be above a.");
    if (probes < 3) throw new ArgumentOutOfRangeException(nameof(probes));
    double[] y = Enumerable.Range(0, probes).Select(i => net(a + i * (b - a) / (probes - 1))).ToArray();
    double allowed = 1e-9 * y.Select(Math.Abs).Max();
    int bends = 0;
    for (int i = 1; i < probes - 1; i++)
    {
        if (Math.Abs(y[i - 1] + y[i + 1] - 2 * y[i]) <= allowed) continue;
        bends++;
        i++;   // the next probe sees the same bend
    }

    return bends + 1;
}

// == ex-bayes-head
static (double[,] W, double[] B) FromMeans(double[][] means, double sigma, double[] priors)
{
    if (!(sigma > 0)) throw new ArgumentOutOfRangeException(nameof(sigma));
    int classes = means.Length;
    if (classes == 0 || priors.Length != classes) throw new ArgumentException("A prior for each class.");
    if (means.Select(m => m.Length).Distinct().Count() != 1) throw new ArgumentException("The means differ in length.");
    if (priors.Any(p => !(p > 0)) || Math.Abs(priors.Sum() - 1) > 1e-9) throw new ArgumentException("Priors are shares of 1.");
    var w = new double[classes, means[0].Length];
    var b = new double[classes];
    for (int k = 0; k < classes; k++)
    {
        b[k] = Math.Log(priors[k]);
        for (int j = 0; j < means[k].Length; j++)
        {
            w[k, j] = means[k][j] / (sigma * sigma);
            b[k] -= means[k][j] * w[k, j] / 2;
        }
    }

    return (w, b);
}

// == ex-abstain-policy
static (double Coverage, double ErrorOnAccepted, double Cost) Evaluate(double[,] p, int[] y, double threshold, double errorCost, double reviewCost)
{
    int n = p.GetLength(0), classes = p.GetLength(1);
    if (n == 0 || y.Length != n) throw new ArgumentException("A label for each case.");
    int answered = 0, wrong = 0;
    for (int i = 0; i < n; i++)
    {
        if (y[i] < 0 || y[i] >= classes) throw new ArgumentException($"There is no class {y[i]}.");
        int answer = 0;
        for (int k = 1; k < classes; k++) answer = p[i, k] > p[i, answer] ? k : answer;
        if (p[i, answer] >= threshold)
        {
            answered++;
            wrong += answer == y[i] ? 0 : 1;
        }
    }

    return ((double)answered / n, answered == 0 ? 0 : (double)wrong / answered, (errorCost * wrong + reviewCost * (n - answered)) / n);
}

static double BestThreshold(double errorCost, double reviewCost, int classes)
{
    if (!(errorCost > 0)) throw new ArgumentOutOfRangeException(nameof(errorCost));
    if (!(reviewCost >= 0)) throw new ArgumentOutOfRangeException(nameof(reviewCost));
    if (classes < 2) throw new ArgumentOutOfRangeException(nameof(classes));
    return Math.Max(1.0 / classes, 1 - reviewCost / errorCost);
}
