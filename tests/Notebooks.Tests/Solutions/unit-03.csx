// Unit 3, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-subspace-bases
static (double[,] Rows, List<int> Pivots) ReducedRows(double[,] a)
{
    double[,] r = (double[,])a.Clone();
    int rows = r.GetLength(0), columns = r.GetLength(1);
    double largest = 0;
    foreach (double entry in a) largest = Math.Max(largest, Math.Abs(entry));
    List<int> pivots = new();
    for (int c = 0; c < columns && pivots.Count < rows; c++)
    {
        int top = pivots.Count, best = top;
        for (int i = top; i < rows; i++)
            if (Math.Abs(r[i, c]) > Math.Abs(r[best, c])) best = i;
        if (Math.Abs(r[best, c]) <= 1e-10 * largest) continue;
        double pivot = r[best, c];
        for (int j = 0; j < columns; j++) (r[top, j], r[best, j]) = (r[best, j] / pivot, best == top ? r[best, j] / pivot : r[top, j]);
        for (int i = 0; i < rows; i++)
        {
            if (i == top) continue;
            double factor = r[i, c];
            for (int j = 0; j < columns; j++) r[i, j] -= factor * r[top, j];
        }

        pivots.Add(c);
    }

    return (r, pivots);
}

static int Rank(double[,] a) => ReducedRows(a).Pivots.Count;

static double[][] NullSpaceBasis(double[,] a)
{
    var (rows, pivots) = ReducedRows(a);
    List<double[]> basis = new();
    for (int free = 0; free < a.GetLength(1); free++)
    {
        if (pivots.Contains(free)) continue;
        double[] x = new double[a.GetLength(1)];
        x[free] = 1;
        for (int k = 0; k < pivots.Count; k++) x[pivots[k]] = -rows[k, free];
        basis.Add(x);
    }

    return basis.ToArray();
}

// == ex-stable-gram-schmidt
static (double[][] Q, double[,] R) Orthonormalize(double[][] columns)
{
    foreach (double[] column in columns)
        if (column.Length != columns[0].Length) throw new ArgumentException("The columns' lengths differ.");
    List<Vec> q = new();
    List<double[]> rows = new();
    for (int j = 0; j < columns.Length; j++)
    {
        Vec rest = Vec.Of(columns[j]);
        for (int i = 0; i < q.Count; i++)
        {
            rows[i][j] = q[i].Dot(rest);
            rest = rest - rows[i][j] * q[i];
        }

        if (rest.Norm() <= 1e-10 * Vec.Of(columns[j]).Norm()) continue;
        double[] row = new double[columns.Length];
        row[j] = rest.Norm();
        rows.Add(row);
        q.Add(1 / rest.Norm() * rest);
    }

    double[,] r = new double[q.Count, columns.Length];
    for (int i = 0; i < q.Count; i++)
        for (int j = 0; j < columns.Length; j++) r[i, j] = rows[i][j];
    return (q.Select(v => v.ToArray()).ToArray(), r);
}

// == ex-householder-qr
static (List<double[]> Mirrors, double[][] Columns) Mirrored(double[,] a)
{
    if (a.GetLength(0) < a.GetLength(1)) throw new ArgumentException("There are fewer rows than columns.");
    double[][] columns = Columns.Of(a);
    List<double[]> mirrors = new();
    for (int j = 0; j < columns.Length; j++)
    {
        double[] u = columns[j].ToArray();
        for (int i = 0; i < j; i++) u[i] = 0;
        double length = Vec.Of(u).Norm();
        u[j] += u[j] >= 0 ? length : -length;
        double square = InnerProduct.Dot(u, u);
        mirrors.Add(square == 0 ? u : u.Select(entry => entry / Math.Sqrt(square)).ToArray());
        for (int k = j; k < columns.Length; k++) columns[k] = Mirror(columns[k], mirrors[j]);
    }

    return (mirrors, columns);
}

static double[] Mirror(double[] x, double[] u) => LinearCombination.Combine([1, -2 * InnerProduct.Dot(u, x)], [x, u]);

static (double[,] Q, double[,] R) FactorQr(double[,] a)
{
    int m = a.GetLength(0), n = a.GetLength(1);
    var (mirrors, columns) = Mirrored(a);
    double[,] r = new double[n, n];
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++) r[i, j] = columns[j][i];
    double[][] q = Columns.Basis(n, m);
    for (int j = 0; j < n; j++)
        for (int k = n - 1; k >= 0; k--) q[j] = Mirror(q[j], mirrors[k]);
    return (Columns.Join(q, m), r);
}

static double[] SolveLeastSquares(double[,] a, double[] b)
{
    if (a.GetLength(0) != b.Length) throw new ArgumentException("The shapes do not fit.");
    var (mirrors, r) = Mirrored(a);
    foreach (double[] mirror in mirrors) b = Mirror(b, mirror);
    double[] x = new double[r.Length];
    for (int i = r.Length - 1; i >= 0; i--)
    {
        if (Math.Abs(r[i][i]) <= 1e-12 * Vec.Of(r[i]).Norm()) throw new InvalidOperationException("The columns are dependent.");
        double left = b[i];
        for (int j = i + 1; j < r.Length; j++) left -= r[j][i] * x[j];
        x[i] = left / r[i][i];
    }

    return x;
}

// == ex-power-method
static (double Value, double[] Vector, int Steps) Dominant(double[,] a, double tol, int maxSteps, Rng rng)
{
    int n = a.GetLength(0);
    if (n != a.GetLength(1)) throw new ArgumentException("The matrix is not square.");
    Mat matrix = Mat.Of(a);
    Vec v = Vec.Of(Enumerable.Range(0, n).Select(_ => rng.NextDouble() - 0.5).ToArray());
    for (int step = 0; step <= maxSteps; step++)
    {
        v = 1 / v.Norm() * v;
        if (step == maxSteps) break;
        Vec image = matrix * v;
        double value = v.Dot(image);
        if ((image - value * v).Norm() <= tol * Math.Abs(value)) return (value, v.ToArray(), step + 1);
        v = image;
    }

    throw new InvalidOperationException("No direction settled.");
}

static double[,] Deflate(double[,] sym, double value, double[] vector)
{
    int n = vector.Length;
    double square = InnerProduct.Dot(vector, vector);
    if (sym.GetLength(0) != n || sym.GetLength(1) != n || square == 0) throw new ArgumentException("The shapes do not fit, or the vector is zero.");
    double[,] result = new double[n, n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) result[i, j] = sym[i, j] - value * vector[i] * vector[j] / square;
    return result;
}

// == ex-jacobi-eigen
static (double[] Values, double[,] Vectors) SymmetricEigen(double[,] s)
{
    int n = s.GetLength(0);
    if (n != s.GetLength(1)) throw new ArgumentException("The matrix is not square.");
    double largest = 0;
    foreach (double entry in s) largest = Math.Max(largest, Math.Abs(entry));
    double[,] a = (double[,])s.Clone(), v = Mat.Identity(n).ToArray();
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (Math.Abs(a[i, j] - a[j, i]) > 1e-12 * largest) throw new ArgumentException("The matrix is not symmetric.");
    for (int sweep = 0; sweep < 40; sweep++)
        for (int p = 0; p < n; p++)
            for (int q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) <= 1e-20 * largest) continue;
                double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                double cos = 1 / Math.Sqrt(t * t + 1), sin = t * cos;
                for (int k = 0; k < n; k++)
                {
                    (a[k, p], a[k, q]) = (cos * a[k, p] - sin * a[k, q], sin * a[k, p] + cos * a[k, q]);
                    (v[k, p], v[k, q]) = (cos * v[k, p] - sin * v[k, q], sin * v[k, p] + cos * v[k, q]);
                }

                for (int k = 0; k < n; k++) (a[p, k], a[q, k]) = (cos * a[p, k] - sin * a[q, k], sin * a[p, k] + cos * a[q, k]);
                a[p, q] = a[q, p] = 0;
            }

    int[] order = Enumerable.Range(0, n).OrderByDescending(i => a[i, i]).ToArray();
    double[,] vectors = new double[n, n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) vectors[i, j] = v[i, order[j]];
    return (order.Select(i => a[i, i]).ToArray(), vectors);
}

// == ex-svd-from-scratch
static (double[,] U, double[] S, double[,] V) FactorSvd(double[,] a)
{
    int m = a.GetLength(0), n = a.GetLength(1);
    if (m < n)
    {
        var (left, stretch, right) = FactorSvd(Mat.Of(a).T().ToArray());
        return (right, stretch, left);
    }

    double[][] columns = Columns.Of(a), v = Columns.Basis(n, n);
    bool moved = true;
    while (moved)
    {
        moved = false;
        for (int p = 0; p < n; p++)
            for (int q = p + 1; q < n; q++)
            {
                double pp = InnerProduct.Dot(columns[p], columns[p]), qq = InnerProduct.Dot(columns[q], columns[q]), pq = InnerProduct.Dot(columns[p], columns[q]);
                if (pp < 1e-280 || qq < 1e-280 || Math.Abs(pq) <= 1e-15 * m * Math.Sqrt(pp) * Math.Sqrt(qq)) continue;
                double theta = (qq - pp) / (2 * pq);
                double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                double cos = 1 / Math.Sqrt(t * t + 1), sin = t * cos;
                foreach (double[][] pair in new[] { columns, v })
                    (pair[p], pair[q]) = (LinearCombination.Combine([cos, -sin], [pair[p], pair[q]]), LinearCombination.Combine([sin, cos], [pair[p], pair[q]]));
                moved = true;
            }
    }

    double[] lengths = columns.Select(column => Vec.Of(column).Norm()).Select(length => length < 1e-140 ? 0 : length).ToArray();
    int[] order = Enumerable.Range(0, n).OrderByDescending(j => lengths[j]).ToArray();
    List<double[]> u = order.Where(j => lengths[j] > 0).Select(j => columns[j].Select(entry => entry / lengths[j]).ToArray()).ToList();
    if (u.Count < n) u = Orthonormalize(Orthonormalize([.. u, .. Columns.Basis(n, m)]).Q).Q.Take(n).ToList();
    return (Columns.Join(u.ToArray(), m), order.Select(j => lengths[j]).ToArray(), Columns.Join(order.Select(j => v[j]).ToArray(), n));
}

static double[,] BestRank(double[,] a, int k)
{
    var (u, s, v) = FactorSvd(a);
    if (k < 0 || k > s.Length) throw new ArgumentOutOfRangeException(nameof(k));
    double[,] result = new double[a.GetLength(0), a.GetLength(1)];
    for (int t = 0; t < k; t++)
        for (int i = 0; i < result.GetLength(0); i++)
            for (int j = 0; j < result.GetLength(1); j++) result[i, j] += s[t] * u[i, t] * v[j, t];
    return result;
}

// == ex-principal-angles
static double[] Angles(double[,] basisA, double[,] basisB)
{
    if (basisA.GetLength(0) != basisB.GetLength(0)) throw new ArgumentException("The spaces differ.");
    int n = basisA.GetLength(0);
    Mat OrthonormalBasis(double[,] basis)
    {
        double[][] q = Orthonormalize(Orthonormalize(Columns.Of(basis)).Q).Q;
        return q.Length == basis.GetLength(1) ? Mat.Of(Columns.Join(q, n)) : throw new ArgumentException("The columns are dependent.");
    }

    Mat large = OrthonormalBasis(basisA), little = OrthonormalBasis(basisB);
    if (large.Cols < little.Cols) (large, little) = (little, large);
    Mat inside = large.T() * little, shadow = large * inside;
    double[,] outside = little.ToArray();
    for (int i = 0; i < n; i++)
        for (int j = 0; j < little.Cols; j++) outside[i, j] -= shadow[i, j];
    double[] cosines = FactorSvd(inside.ToArray()).S, sines = FactorSvd(outside).S;
    return cosines.Select((cosine, i) => Math.Atan2(sines[sines.Length - 1 - i], cosine)).ToArray();
}

// == ex-pca-foundations
static double[,] PlusInEachRow(double[,] x, double[] vector, double factor)
{
    if (x.GetLength(1) != vector.Length) throw new ArgumentException("The shapes do not fit.");
    double[,] result = (double[,])x.Clone();
    for (int i = 0; i < x.GetLength(0); i++)
        for (int j = 0; j < vector.Length; j++) result[i, j] += factor * vector[j];
    return result;
}

static (double[] Mean, double[,] Components, double[] ExplainedVariance) FitPca(double[,] x, int k)
{
    int n = x.GetLength(0), d = x.GetLength(1);
    if (n < 2) throw new ArgumentException("There are fewer than two rows.");
    if (k < 1 || k > n || k > d) throw new ArgumentOutOfRangeException(nameof(k));
    double[] mean = Columns.Of(x).Select(column => column.Average()).ToArray();
    var (_, s, v) = FactorSvd(PlusInEachRow(x, mean, -1));
    double[,] axes = new double[d, k];
    for (int t = 0; t < k; t++)
    {
        int largest = Enumerable.Range(0, d).MaxBy(i => Math.Abs(v[i, t]));
        for (int i = 0; i < d; i++) axes[i, t] = v[largest, t] < 0 ? -v[i, t] : v[i, t];
    }

    return (mean, axes, s.Take(k).Select(sigma => sigma * sigma / (n - 1)).ToArray());
}

static double[,] Transform(double[,] x, double[] mean, double[,] components) => MatrixMultiplication.Multiply(PlusInEachRow(x, mean, -1), components);

static double[,] Inverse(double[,] scores, double[] mean, double[,] components) => PlusInEachRow((Mat.Of(scores) * Mat.Of(components).T()).ToArray(), mean, 1);

// == ex-how-many-factors
static double[] CorrelationSpectrum(double[,] x)
{
    double[][] z = Columns.Of(Standardization.Standardize(x));
    double[,] correlations = Mat.Identity(z.Length).ToArray();
    for (int i = 0; i < z.Length; i++)
        for (int j = 0; j < z.Length; j++)
            if (i != j) correlations[i, j] = InnerProduct.Dot(z[i], z[j]) / (x.GetLength(0) - 1);
    return SymmetricEigen(correlations).Values;
}

static int ParallelAnalysis(double[,] x, int shuffles, Rng rng)
{
    if (shuffles < 1) throw new ArgumentOutOfRangeException(nameof(shuffles));
    double[] data = CorrelationSpectrum(x), chance = new double[data.Length];
    for (int shuffle = 0; shuffle < shuffles; shuffle++)
    {
        double[][] columns = Columns.Of(x);
        foreach (double[] column in columns) rng.Shuffle(column);
        double[] spectrum = CorrelationSpectrum(Columns.Join(columns, x.GetLength(0)));
        for (int k = 0; k < chance.Length; k++) chance[k] = Math.Max(chance[k], spectrum[k]);
    }

    int factors = 0;
    while (factors < data.Length && data[factors] > chance[factors]) factors++;
    return factors;
}

// == ex-telemetry-drivers
static DriverReport Analyze(double[,] metrics, Rng rng)
{
    double[,] standardized = Standardization.Standardize(metrics);
    int factors = ParallelAnalysis(metrics, 20, rng), rows = metrics.GetLength(0);
    double[,] residual = standardized;
    double[] shares = [];
    if (factors > 0)
    {
        var (mean, components, variance) = FitPca(standardized, factors);
        double[,] explained = Inverse(Transform(standardized, mean, components), mean, components);
        residual = (double[,])standardized.Clone();
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < residual.GetLength(1); j++) residual[i, j] -= explained[i, j];
        double total = standardized.Cast<double>().Sum(entry => entry * entry) / (rows - 1);
        shares = variance.Select(v => v / total).ToArray();
    }

    return new DriverReport(factors, shares, Enumerable.Range(0, rows).Select(i => Mat.Of(residual).Row(i).Norm()).ToArray());
}
