// Unit 2, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-triangular-solves
static double PivotOf(double[,] triangle, int i)
{
    if (triangle[i, i] == 0) throw new InvalidOperationException($"Zero on the diagonal in row {i}.");
    return triangle[i, i];
}

static double[] Forward(double[,] L, double[] b)
{
    if (L.GetLength(0) != b.Length || L.GetLength(1) != b.Length) throw new ArgumentException("The shapes do not fit.");
    double[] x = (double[])b.Clone();
    for (int j = 0; j < x.Length; j++)
    {
        x[j] /= PivotOf(L, j);
        for (int i = j + 1; i < x.Length; i++) x[i] -= L[i, j] * x[j];
    }

    return x;
}

static double[] Backward(double[,] U, double[] b)
{
    if (U.GetLength(0) != b.Length || U.GetLength(1) != b.Length) throw new ArgumentException("The shapes do not fit.");
    double[] x = (double[])b.Clone();
    for (int j = x.Length - 1; j >= 0; j--)
    {
        x[j] /= PivotOf(U, j);
        for (int i = 0; i < j; i++) x[i] -= U[i, j] * x[j];
    }

    return x;
}

// == ex-cofactor-determinant
static double Determinant(double[,] a)
{
    int n = a.GetLength(0);
    if (n != a.GetLength(1)) throw new ArgumentException("Not square.");
    if (n == 0) return 1;
    double sum = 0, sign = 1;
    for (int j = 0; j < n; j++)
    {
        double[,] minor = new double[n - 1, n - 1];
        for (int r = 1; r < n; r++)
            for (int c = 0; c < n; c++)
                if (c != j) minor[r - 1, c > j ? c - 1 : c] = a[r, c];
        sum += sign * a[0, j] * Determinant(minor);
        sign = -sign;
    }

    return sum;
}

static long Multiplications(int n)
{
    if (n < 0) throw new ArgumentOutOfRangeException(nameof(n));
    long count = 0;
    for (int size = 2; size <= n; size++) count = checked(size * (count + 1));
    return count;
}

// == ex-lu-decomposition
static (double[,] L, double[,] U, int[] Perm, int Sign) Factor(double[,] a)
{
    int n = a.GetLength(0);
    if (n != a.GetLength(1)) throw new ArgumentException("Not square.");
    double[][] rows = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => a[i, j]).ToArray()).ToArray();
    int[] perm = Enumerable.Range(0, n).ToArray();
    int sign = 1;
    for (int k = 0; k < n; k++)
    {
        int p = k;
        for (int i = k + 1; i < n; i++)
            if (Math.Abs(rows[i][k]) > Math.Abs(rows[p][k])) p = i;
        if (p != k)
        {
            (rows[k], rows[p]) = (rows[p], rows[k]);   // the multipliers to the left travel along
            (perm[k], perm[p]) = (perm[p], perm[k]);
            sign = -sign;
        }

        if (rows[k][k] == 0) continue;
        for (int i = k + 1; i < n; i++)
        {
            rows[i][k] /= rows[k][k];
            for (int j = k + 1; j < n; j++) rows[i][j] -= rows[i][k] * rows[k][j];
        }
    }

    double[,] l = new double[n, n], u = new double[n, n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
        {
            if (i > j) l[i, j] = rows[i][j];
            else u[i, j] = rows[i][j];
            if (i == j) l[i, j] = 1;
        }

    return (l, u, perm, sign);
}

// == ex-solve-many
static double[,] Solve(double[,] a, double[,] rhs, Factorization factor)
{
    int n = a.GetLength(0), m = rhs.GetLength(1);
    if (a.GetLength(1) != n || rhs.GetLength(0) != n) throw new ArgumentException("The shapes do not fit.");
    var (l, u, perm, _) = factor(a);
    double[,] result = new double[n, m];
    for (int c = 0; c < m; c++)
    {
        double[] b = new double[n];
        for (int i = 0; i < n; i++) b[i] = rhs[perm[i], c];
        double[] x = Backward(u, Forward(l, b));
        for (int i = 0; i < n; i++) result[i, c] = x[i];
    }

    return result;
}

// == ex-sign-and-log-det
static (int Sign, double LogAbs) SignLogDet(double[,] a)
{
    var (_, u, _, sign) = Factor(a);
    double log = 0;
    for (int i = 0; i < u.GetLength(0); i++)
    {
        if (u[i, i] == 0) return (0, double.NegativeInfinity);
        if (u[i, i] < 0) sign = -sign;
        log += Math.Log(Math.Abs(u[i, i]));
    }

    return (sign, log);
}

// == ex-solution-sets
static SolutionSet Describe(double[,] a, double[] b, double tol)
{
    int rows = a.GetLength(0), n = a.GetLength(1);
    if (b.Length != rows) throw new ArgumentException("The shapes do not fit.");
    if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
    double[][] lines = Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, n).Select(j => a[i, j]).Append(b[i]).ToArray()).ToArray();
    double zeroA = tol * lines.SelectMany(line => line.Take(n)).Select(Math.Abs).DefaultIfEmpty(0).Max();
    double zeroB = tol * b.Select(Math.Abs).DefaultIfEmpty(0).Max();
    var pivots = new List<int>();
    for (int c = 0; c < n && pivots.Count < rows; c++)
    {
        int r = pivots.Count;
        int p = Enumerable.Range(r, rows - r).MaxBy(i => Math.Abs(lines[i][c]));
        if (Math.Abs(lines[p][c]) <= zeroA) continue;
        (lines[r], lines[p]) = (lines[p], lines[r]);
        lines[r] = lines[r].Select(entry => entry / lines[r][c]).ToArray();
        for (int i = 0; i < rows; i++)
        {
            double factor = lines[i][c];
            if (i != r) lines[i] = lines[i].Zip(lines[r], (x, y) => x - factor * y).ToArray();
        }

        pivots.Add(c);
    }

    if (lines.Skip(pivots.Count).Any(line => Math.Abs(line[n]) > zeroB)) return new SolutionSet.None();
    double[] one = new double[n];
    for (int k = 0; k < pivots.Count; k++) one[pivots[k]] = lines[k][n];
    var directions = new List<Vec>();
    foreach (int free in Enumerable.Range(0, n).Where(c => !pivots.Contains(c)))
    {
        double[] direction = new double[n];
        direction[free] = 1;
        for (int k = 0; k < pivots.Count; k++) direction[pivots[k]] = -lines[k][free];
        directions.Add(Vec.Of(direction));
    }

    return directions.Count == 0 ? new SolutionSet.Unique(Vec.Of(one)) : new SolutionSet.Family(Vec.Of(one), directions.ToArray());
}

// == ex-inverse-and-condition
static double[,] Inverse(double[,] a) => Solve(a, Mat.Identity(a.GetLength(0)).ToArray(), Factor);

static double LargestColumnSum(double[,] a)
{
    double largest = 0;
    for (int j = 0; j < a.GetLength(1); j++)
        largest = Math.Max(largest, Enumerable.Range(0, a.GetLength(0)).Sum(i => Math.Abs(a[i, j])));
    return largest;
}

static double ConditionNumber1(double[,] a)
{
    if (SignLogDet(a).Sign == 0) return double.PositiveInfinity;
    return LargestColumnSum(a) * LargestColumnSum(Inverse(a));
}

// == ex-rank-one-update
static double[,] ShermanMorrison(double[,] aInv, double[] u, double[] v)
{
    int n = u.Length;
    if (v.Length != n || aInv.GetLength(0) != n || aInv.GetLength(1) != n) throw new ArgumentException("The shapes do not fit.");
    double[] w = MatrixMultiplication.ByRows(aInv, u), z = MatrixMultiplication.TransposeTimes(aInv, v);
    double below = 1 + v.Zip(w, (x, y) => x * y).Sum(), size = 1 + v.Zip(w, (x, y) => Math.Abs(x * y)).Sum();
    if (Math.Abs(below) <= 1e-12 * size) throw new InvalidOperationException("The change makes A singular.");
    double[,] result = new double[n, n];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            result[i, j] = aInv[i, j] - w[i] / below * z[j];
    return result;
}

// == ex-certified-regression
static double[] NormalEquations(double[,] X, double[] y)
{
    if (y.Length != X.GetLength(0)) throw new ArgumentException("Each row needs an observation.");
    int n = X.GetLength(1);
    double[,] gram = new double[n, n], right = new double[n, 1];
    for (int row = 0; row < y.Length; row++)
        for (int i = 0; i < n; i++)
        {
            right[i, 0] += X[row, i] * y[row];
            for (int j = 0; j < n; j++) gram[i, j] += X[row, i] * X[row, j];
        }

    double[,] beta = Solve(gram, right, Factor);
    return Enumerable.Range(0, n).Select(i => beta[i, 0]).ToArray();
}

static double LogRelativeError(double x, double certified)
{
    double error = Math.Abs(x - certified);
    if (certified != 0) error /= Math.Abs(certified);
    if (double.IsNaN(error) || error >= 1) return 0;
    return error < 1e-15 ? 15 : -Math.Log10(error);
}

// == ex-shared-costs
static double[] TrueCosts(double[] direct, double[,] share)
{
    int n = direct.Length;
    if (share.GetLength(0) != n || share.GetLength(1) != n) throw new ArgumentException("The shapes do not fit.");
    bool[] paid = new bool[n];
    for (int j = 0; j < n; j++)
    {
        double given = 0;
        for (int i = 0; i < n; i++)
        {
            if (!(share[i, j] >= 0)) throw new ArgumentException("A share is below 0.");
            given += share[i, j];
        }

        if (given > 1 + 1e-9) throw new ArgumentException("More than all is given away.");
        paid[j] = given < 1 - 1e-9;
    }

    bool found = true;
    while (found)
    {
        found = false;
        for (int j = 0; j < n; j++)
            for (int i = 0; i < n; i++)
                if (!paid[j] && paid[i] && share[i, j] > 1e-9) paid[j] = found = true;
    }

    int[] lost = Enumerable.Range(0, n).Where(j => !paid[j]).ToArray();
    if (lost.Length > 0) throw new InvalidOperationException("No product pays for " + string.Join(", ", lost));
    double[,] system = new double[n, n], right = new double[n, 1];
    for (int i = 0; i < n; i++)
    {
        right[i, 0] = direct[i];
        for (int j = 0; j < n; j++) system[i, j] = (i == j ? 1 : 0) - share[i, j];
    }

    double[,] costs = Solve(system, right, Factor);
    return Enumerable.Range(0, n).Select(i => costs[i, 0]).ToArray();
}

// == ex-online-ridge
sealed class StreamingRidge : IOnlineRegression
{
    private double[,] _inverse;
    private readonly double[] _b;

    public StreamingRidge(int d, double lambda)
    {
        if (d < 1 || !(lambda > 0)) throw new ArgumentOutOfRangeException(nameof(d));
        _inverse = new double[d, d];
        _b = new double[d];
        for (int i = 0; i < d; i++) _inverse[i, i] = 1 / lambda;
    }

    public double[] Weights => MatrixMultiplication.ByRows(_inverse, _b);

    public void Observe(double[] x, double y)
    {
        if (x.Length != _b.Length) throw new ArgumentException("Another number of features.");
        _inverse = ShermanMorrison(_inverse, x, x);
        for (int i = 0; i < x.Length; i++) _b[i] += y * x[i];
    }
}

static IOnlineRegression StartRidge(int d, double lambda) => new StreamingRidge(d, lambda);
