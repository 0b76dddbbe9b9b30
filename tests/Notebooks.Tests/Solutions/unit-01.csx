// Unit 1, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-linear-combinations
static double[] Combine(double[] coeffs, double[][] vectors)
{
    if (vectors.Length == 0) throw new ArgumentException("There is no vector.");
    if (coeffs.Length != vectors.Length) throw new ArgumentException("Each vector needs a coefficient.");
    int n = vectors[0].Length;
    foreach (double[] vector in vectors)
        if (vector.Length != n) throw new ArgumentException("The vectors have different lengths.");
    double[] result = new double[n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < vectors.Length; j++)
            result[i] += coeffs[j] * vectors[j][i];
    return result;
}

// == ex-dot-and-norms
static double Dot(double[] a, double[] b)
{
    if (a.Length != b.Length) throw new ArgumentException("The lengths differ.");
    double sum = 0;
    for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
    return sum;
}

static double Norm(double[] v, double p)
{
    if (!(p >= 1)) throw new ArgumentOutOfRangeException(nameof(p));
    if (v.Length == 0) return 0;
    double largest = v.Max(entry => Math.Abs(entry));
    if (largest == 0 || double.IsInfinity(largest) || double.IsInfinity(p)) return largest;
    double sum = 0;
    foreach (double entry in v)
    {
        double share = Math.Abs(entry) / largest;
        sum += p == 2 ? share * share : Math.Pow(share, p);
    }

    return largest * Math.Pow(sum, 1 / p);
}

// == ex-angle-and-projection
static double[] ToUnit(double[] v)
{
    double length = Norm(v, 2);
    if (length == 0) throw new ArgumentException("A zero vector has no direction.");
    return v.Select(entry => entry / length).ToArray();
}

static double Cosine(double[] a, double[] b) => Math.Clamp(Dot(ToUnit(a), ToUnit(b)), -1, 1);

static (double[] Parallel, double[] Perpendicular) Decompose(double[] v, double[] onto)
{
    double[] unit = ToUnit(onto);
    double shadow = Dot(v, unit);
    double[] parallel = Combine([shadow], [unit]);
    return (parallel, Combine([1, -1], [v, parallel]));
}

// == ex-in-the-span
static double[]? CoefficientsIn(double[] target, double[] a, double[] b, double tol)
{
    if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
    if (a.Length != target.Length || b.Length != target.Length) throw new ArgumentException("The lengths differ.");

    double Along(double[] v, double[] direction) => Dot(direction, direction) == 0 ? 0 : Dot(v, direction) / Dot(direction, direction);

    double[] across = Combine([1, -Along(b, a)], [b, a]);
    bool parallel = Norm(across, 2) <= tol * Norm(b, 2);
    double c2 = parallel ? 0 : Along(target, across);
    double c1 = Along(Combine([1, -c2], [target, b]), a);
    double[] rest = Combine([1, -c1, -c2], [target, a, b]);
    return Norm(rest, 2) <= tol * Norm(target, 2) ? [c1, c2] : null;
}

// == ex-matrix-times-vector
static double[] ByRows(double[,] A, double[] x)
{
    if (x.Length != A.GetLength(1)) throw new ArgumentException("x does not fit.");
    double[] result = new double[A.GetLength(0)];
    for (int i = 0; i < A.GetLength(0); i++)
        for (int j = 0; j < A.GetLength(1); j++)
            result[i] += A[i, j] * x[j];
    return result;
}

static double[] ByColumns(double[,] A, double[] x)
{
    if (x.Length != A.GetLength(1)) throw new ArgumentException("x does not fit.");
    double[] result = new double[A.GetLength(0)];
    for (int j = 0; j < A.GetLength(1); j++)
        for (int i = 0; i < A.GetLength(0); i++)
            result[i] += x[j] * A[i, j];
    return result;
}

static double[] TransposeTimes(double[,] A, double[] y)
{
    if (y.Length != A.GetLength(0)) throw new ArgumentException("y does not fit.");
    double[] result = new double[A.GetLength(1)];
    for (int i = 0; i < A.GetLength(0); i++)
        for (int j = 0; j < A.GetLength(1); j++)
            result[j] += y[i] * A[i, j];
    return result;
}

// == ex-matrix-product
static double[,] Multiply(double[,] a, double[,] b)
{
    if (a.GetLength(1) != b.GetLength(0)) throw new ArgumentException("The shapes do not match.");
    double[,] result = new double[a.GetLength(0), b.GetLength(1)];
    for (int i = 0; i < a.GetLength(0); i++)
        for (int k = 0; k < b.GetLength(0); k++)
            for (int j = 0; j < b.GetLength(1); j++)
                result[i, j] += a[i, k] * b[k, j];
    return result;
}

// == ex-matrix-of-a-map
static double[,] MatrixOf(Func<double[], double[]> f, int n)
{
    if (n < 1) throw new ArgumentOutOfRangeException(nameof(n));
    double[,] matrix = new double[0, 0];
    for (int j = 0; j < n; j++)
    {
        double[] basis = new double[n];
        basis[j] = 1;
        double[] image = f(basis);
        if (j == 0) matrix = new double[image.Length, n];
        if (image.Length != matrix.GetLength(0)) throw new ArgumentException("The images differ in length.");
        for (int i = 0; i < image.Length; i++) matrix[i, j] = image[i];
    }

    return matrix;
}

static bool LooksLinear(Func<double[], double[]> f, int n, Rng rng, int trials)
{
    if (n < 1 || trials < 1) throw new ArgumentOutOfRangeException(nameof(n));
    for (int trial = 0; trial < trials; trial++)
    {
        double[] x = new double[n], y = new double[n];
        for (int i = 0; i < n; i++) (x[i], y[i]) = (rng.NextGaussian(), rng.NextGaussian());
        double c = rng.NextGaussian();
        double[] fx = f(x).ToArray(), fy = f(y).ToArray(), whole = f(Combine([c, 1], [x, y])).ToArray();
        if (fx.Length != whole.Length || fy.Length != whole.Length) return false;
        for (int i = 0; i < whole.Length; i++)
        {
            double largest = fx.Concat(fy).Concat(whole).Max(entry => Math.Abs(entry));
            if (!(Math.Abs(whole[i] - (c * fx[i] + fy[i])) <= 1e-9 * largest)) return false;
        }
    }

    return true;
}

// == ex-affine-pipeline
static void MustBe3x3(Mat h)
{
    if (h.Rows != 3 || h.Cols != 3) throw new ArgumentException("A matrix is not 3×3.");
}

static Mat Compose(params Mat[] stepsInOrderApplied)
{
    Mat whole = Mat.Identity(3);
    foreach (Mat step in stepsInOrderApplied)
    {
        MustBe3x3(step);
        whole = step * whole;
    }

    return whole;
}

static Vec Apply(Mat h, Vec point)
{
    MustBe3x3(h);
    if (point.Count != 3) throw new ArgumentException("A point has three coordinates.");
    return h * point;
}

static Mat InverseRigid(Mat h)
{
    MustBe3x3(h);
    if (h[2, 0] != 0 || h[2, 1] != 0 || h[2, 2] != 1) throw new ArgumentException("The last row is not (0, 0, 1).");
    Mat r = Mat.Of(new[,] { { h[0, 0], h[0, 1] }, { h[1, 0], h[1, 1] } });
    Mat product = r.T() * r;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            if (!(Math.Abs(product[i, j] - (i == j ? 1 : 0)) <= 1e-9)) throw new ArgumentException("Lengths or angles change.");
    return Geometry.Affine2(r.T(), -1 * (r.T() * Vec.Of(h[0, 2], h[1, 2])));
}

// == ex-half-spaces
static double SignedDistance(double[] w, double b, double[] x) => Dot(ToUnit(w), x) + b / Norm(w, 2);

static double[] MirrorIn(double[] w, double b, double[] x) => Combine([1, -2 * SignedDistance(w, b, x)], [x, ToUnit(w)]);

// == ex-nearest-by-cosine
static int[] TopK(double[][] items, double[] query, int k)
{
    if (k < 0) throw new ArgumentOutOfRangeException(nameof(k));
    double[] direction = ToUnit(query);
    double[] scores = new double[items.Length];
    for (int i = 0; i < items.Length; i++)
    {
        if (items[i].Length != query.Length) throw new ArgumentException($"Item {i} has another length.");
        scores[i] = items[i].All(entry => entry == 0) ? double.NegativeInfinity : Dot(ToUnit(items[i]), direction);
    }

    return Enumerable.Range(0, items.Length).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(k).ToArray();
}

// == ex-taste-recommender
static double[][] Center(double[][] items)
{
    if (items.Length == 0) return [];
    double[] mean = Combine(items.Select(_ => 1.0 / items.Length).ToArray(), items);
    return items.Select(item => Combine([1, -1], [item, mean])).ToArray();
}

static double PrecisionAtK(double[][] items, int[] topic, int k)
{
    if (k < 1) throw new ArgumentOutOfRangeException(nameof(k));
    if (items.Length < 2 || topic.Length != items.Length) throw new ArgumentException("Two items at least, and a topic each.");
    int shown = Math.Min(k, items.Length - 1), hits = 0;
    for (int viewed = 0; viewed < items.Length; viewed++)
        foreach (int i in TopK(items, items[viewed], items.Length).Where(i => i != viewed).Take(shown))
            if (topic[i] == topic[viewed]) hits++;
    return hits / (double)(shown * items.Length);
}
