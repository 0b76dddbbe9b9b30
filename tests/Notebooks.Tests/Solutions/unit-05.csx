// Unit 5, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-numeric-gradients
static double[] NumericGradient(Func<double[], double> f, double[] x)
{
    double[] p = (double[])x.Clone(), slopes = new double[x.Length];
    for (int i = 0; i < x.Length; i++)
    {
        double h = Differences.BestStep(x[i], 2);
        p[i] = x[i] + h;
        double above = f(p);
        p[i] = x[i] - h;
        double below = f(p);
        p[i] = x[i];
        if (!double.IsFinite(above) || !double.IsFinite(below)) throw new InvalidOperationException($"f is no number when coordinate {i} moves.");
        slopes[i] = (above - below) / (2 * h);
    }

    return slopes;
}

static double RelativeError(double[] a, double[] b)
{
    if (a.Length != b.Length) throw new ArgumentException("The gradients have different lengths.");
    double Length(IEnumerable<double> v) => Math.Sqrt(v.Sum(e => e * e));
    double sizes = Length(a) + Length(b);
    return sizes == 0 ? 0 : Length(a.Zip(b, (s, t) => s - t)) / sizes;
}

// == ex-jacobian-by-duals
static double[,] Jacobian(Func<Dual[], Dual[]> f, double[] x)
{
    if (x.Length == 0) throw new ArgumentException("There is no input.");
    double[,] j = null;
    for (int input = 0; input < x.Length; input++)
    {
        Dual[] p = x.Select((entry, k) => new Dual(entry, k == input ? 1 : 0)).ToArray();
        Dual[] y = f(p);
        j ??= new double[y.Length, x.Length];
        for (int output = 0; output < y.Length; output++) j[output, input] = y[output].D;
    }

    return j;
}

// == ex-directional-products
static double[] Jvp(Func<Dual[], Dual[]> f, double[] x, double[] v)
{
    if (x.Length != v.Length) throw new ArgumentException("x and v differ in length.");
    Dual[] p = new Dual[x.Length];
    for (int i = 0; i < p.Length; i++) p[i] = new Dual(x[i], v[i]);
    return f(p).Select(y => y.D).ToArray();
}

static double[] HessianVector(Func<double[], double[]> grad, double[] x, double[] v)
{
    if (x.Length != v.Length) throw new ArgumentException("x and v differ in length.");
    double size = Math.Sqrt(v.Sum(e => e * e)), far = Math.Sqrt(x.Sum(e => e * e));
    if (size == 0) return new double[x.Length];
    double h = 6e-6 * Math.Max(1, far) / size;
    double[] ahead = grad(x.Select((e, i) => e + h * v[i]).ToArray());
    double[] behind = grad(x.Select((e, i) => e - h * v[i]).ToArray());
    return ahead.Select((e, i) => (e - behind[i]) / (2 * h)).ToArray();
}

// == ex-hessian-and-shape
static double[,] NumericHessian(Func<double[], double> f, double[] x)
{
    int n = x.Length;
    double[] h = x.Select(e => Differences.BestStep(e, 3)).ToArray();
    double At(params (int Coordinate, double Step)[] moves)
    {
        double[] p = x.ToArray();
        foreach (var (coordinate, step) in moves) p[coordinate] += step;
        return f(p);
    }

    double[,] hessian = new double[n, n];
    for (int i = 0; i < n; i++)
    {
        hessian[i, i] = (At((i, h[i])) - 2 * At() + At((i, -h[i]))) / (h[i] * h[i]);
        for (int j = i + 1; j < n; j++)
        {
            double sum = At((i, h[i]), (j, h[j])) - At((i, h[i]), (j, -h[j])) - At((i, -h[i]), (j, h[j])) + At((i, -h[i]), (j, -h[j]));
            hessian[i, j] = sum / (4 * h[i] * h[j]);
            hessian[j, i] = hessian[i, j];
        }
    }

    return hessian;
}

static CriticalPoint Classify(Func<double[], double> f, double[] x, double tol)
{
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    double[] g = NumericGradient(f, x);
    if (Math.Sqrt(g.Sum(e => e * e)) > tol) return CriticalPoint.NotCritical;
    double[] values = SymEigen.Jacobi(Mat.Of(NumericHessian(f, x))).Values;   // the largest first
    if (values[0] > tol && values[^1] < -tol) return CriticalPoint.Saddle;
    if (values.Any(e => Math.Abs(e) <= tol)) return CriticalPoint.Degenerate;
    return values[0] > 0 ? CriticalPoint.Minimum : CriticalPoint.Maximum;
}

// == ex-descent-with-line-search
static MinimumResult Descend(Func<double[], double> f, Func<double[], double[]> grad, double[] x0, int maxSteps, double tol)
{
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    if (maxSteps < 0) throw new ArgumentOutOfRangeException(nameof(maxSteps));
    int calls = 0;
    double F(double[] p)
    {
        calls++;
        return f(p);
    }

    double[] x = x0.ToArray();
    double value = F(x);
    if (!double.IsFinite(value)) throw new ArgumentException("f is no number at the start.");
    var path = new List<double[]> { x.ToArray() };
    for (int step = 0; ; step++)
    {
        double[] g = grad(x);
        double squared = g.Sum(e => e * e);
        bool isLevel = Math.Sqrt(squared) <= tol;
        if (isLevel || step == maxSteps) return new MinimumResult(x.ToArray(), value, step, calls, isLevel, path);
        double t = 2, there;
        double[] next;
        do
        {
            t /= 2;
            next = x.Select((e, i) => e - t * g[i]).ToArray();
            if (next.SequenceEqual(x)) return new MinimumResult(x.ToArray(), value, step, calls, false, path);
            there = F(next);
        }
        while (double.IsNaN(there) || there > value - 1e-4 * t * squared);

        x = next;
        value = there;
        path.Add(x.ToArray());
    }
}

// == ex-newton-minimizer
static MinimumResult NewtonMinimize(Func<double[], double> f, Func<double[], double[]> grad, Func<double[], double[,]> hess, double[] x0, double tol)
{
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    double[] x = x0.ToArray();
    double value = f(x);
    int calls = 1;
    if (!double.IsFinite(value)) throw new ArgumentException("f is no number at the start.");
    var path = new List<double[]> { x.ToArray() };
    MinimumResult End(bool converged) => new(x.ToArray(), value, path.Count - 1, calls, converged, path);
    while (true)
    {
        Vec g = Vec.Of(grad(x));
        double[,] h = hess(x);
        Mat factor = Cholesky.TryFactor(Mat.Of(h));
        if (g.Norm() <= tol) return End(factor != null);
        if (path.Count > 200) return End(false);
        double largest = h.Cast<double>().Max(Math.Abs), tau = largest == 0 ? 1 : largest / 1000;
        while (factor == null)
        {
            double[,] shifted = (double[,])h.Clone();
            for (int i = 0; i < x.Length; i++) shifted[i, i] += tau;
            factor = Cholesky.TryFactor(Mat.Of(shifted));
            tau *= 2;
        }

        double[] d = Cholesky.Solve(factor, -1 * g).ToArray();
        double slope = g.Dot(Vec.Of(d)), there = double.NaN;
        double[] next = x;
        for (double t = 1; !(there <= value + 1e-4 * t * 2 * slope); t /= 2)   // t is already halved when the question is asked again
        {
            next = x.Select((e, i) => e + t * d[i]).ToArray();
            if (next.SequenceEqual(x)) return End(false);
            there = f(next);
            calls++;
        }

        x = next;
        value = there;
        path.Add(x.ToArray());
    }
}

// == ex-conditioning-study
static double PredictedSteps(double kappa, double tol)
{
    if (!(kappa >= 1)) throw new ArgumentOutOfRangeException(nameof(kappa));
    if (!(tol > 0) || !(tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
    double steps = Math.Log(1 / tol) / Math.Atanh(1 / kappa) / 2;
    return steps < 1 ? 1 : steps;
}

static double[,] Precondition(double[,] h)
{
    int n = h.GetLength(0);
    if (n != h.GetLength(1)) throw new ArgumentException("The matrix is not square.");
    double[] roots = new double[n];
    for (int i = 0; i < n; i++) roots[i] = h[i, i] > 0 ? Math.Sqrt(h[i, i]) : throw new ArgumentException($"No upward curvature along axis {i}.");
    double[,] scaled = (double[,])h.Clone();
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            scaled[i, j] /= roots[i] * roots[j];
    return scaled;
}

// == ex-lagrange-quadratic
static (double[] X, double[] Multipliers) Solve(double[,] Q, double[] c, double[,] A, double[] b)
{
    int n = c.Length, m = b.Length;
    bool fits = Q.GetLength(0) == n && Q.GetLength(1) == n && A.GetLength(0) == m && A.GetLength(1) == n;
    if (!fits) throw new ArgumentException("The shapes do not fit.");
    if (Elimination.Rref(Mat.Of(A), 1e-12).Pivots.Length != m) throw new InvalidOperationException("The equations depend on one another.");
    double[,] big = new double[n + m, n + m];
    for (int row = 0; row < n + m; row++)
        for (int column = 0; column < n + m; column++)
            big[row, column] = (row < n, column < n) switch
            {
                (true, true) => Q[row, column],
                (true, false) => A[column - n, row],
                (false, true) => A[row - n, column],
                _ => 0,
            };
    double[] all = Lu.Factor(Mat.Of(big)).Solve(Vec.Of(c.Select(e => -e).Concat(b).ToArray())).ToArray();
    return (all.Take(n).ToArray(), all.Skip(n).ToArray());
}

// == ex-levenberg-marquardt
static MinimumResult Fit(Func<double[], double[]> residual, Func<double[], double[,]> jac, double[] start, double tol)
{
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    int n = start.Length, calls = 1;
    double[] b = start.ToArray(), r = residual(start.ToArray()), largest = new double[n];
    double sum = r.Sum(e => e * e), lambda = 1e-3;
    if (r.Length < n || !double.IsFinite(sum)) throw new ArgumentException("No such start.");
    var path = new List<double[]> { b.ToArray() };
    MinimumResult End(bool converged) => new(b.ToArray(), sum, path.Count - 1, calls, converged, path);
    while (true)
    {
        double[,] j = jac(b);
        double[,] gram = new double[n, n];
        double[] slopes = new double[n];
        for (int row = 0; row < r.Length; row++)
            for (int p = 0; p < n; p++)
            {
                slopes[p] += j[row, p] * r[row];
                for (int q = 0; q < n; q++) gram[p, q] += j[row, p] * j[row, q];
            }

        double size = Math.Sqrt(b.Select((e, k) => gram[k, k] * e * e).Sum());
        bool isLevel = true;
        for (int k = 0; k < n; k++)
        {
            if (!(Math.Abs(slopes[k]) / Math.Sqrt(gram[k, k]) <= tol * size)) isLevel = false;
            largest[k] = Math.Max(largest[k], gram[k, k]);
        }

        if (isLevel) return End(true);
        while (true)
        {
            if (lambda > 1e16 || calls == 1000) return End(false);
            double[,] damped = (double[,])gram.Clone();
            for (int k = 0; k < n; k++) damped[k, k] += lambda * largest[k];
            Mat factor = Cholesky.TryFactor(Mat.Of(damped));
            if (factor != null)
            {
                double[] step = Cholesky.Solve(factor, -1 * Vec.Of(slopes)).ToArray(), next = b.Select((e, k) => e + step[k]).ToArray();
                double[] there = residual(next.ToArray());
                calls++;
                double sumThere = there.Sum(e => e * e);
                if (sumThere <= sum * (1 + 1e-12))
                {
                    (b, r, sum) = (next, there, sumThere);
                    path.Add(b.ToArray());
                    lambda = Math.Max(lambda / 10, 1e-100);
                    break;
                }
            }

            lambda *= 10;
        }
    }
}

// == ex-adoption-forecast
static CeilingForecast Forecast(double[] week, double[] users)
{
    if (week.Length != users.Length || week.Length < 3) throw new ArgumentException("Three weeks and their users, at least.");
    var model = new SaturatingGrowth(week, users);
    double last = week.Max(), leastSum = double.PositiveInfinity;
    double[] start = null;
    for (double rate = 0.01 / last; rate < 50 / last; rate *= 1.3)
    {
        double[] s = week.Select(w => 1 - Math.Exp(-rate * w)).ToArray();
        double ceiling = s.Zip(users, (share, y) => share * y).Sum() / s.Sum(share => share * share);
        double sum = model.Residuals([ceiling, rate]).Sum(e => e * e);
        if (sum < leastSum) (start, leastSum) = (new[] { ceiling, rate }, sum);
    }

    MinimumResult fit = NonlinearLeastSquares.Fit(model.Residuals, model.Jacobian, start, 1e-12);
    Mat j = Mat.Of(model.Jacobian(fit.X));
    Mat factor = Cholesky.TryFactor(j.T() * j);
    if (week.Distinct().Count() == 1 || !fit.Converged || fit.X[0] <= 0 || fit.X[1] <= 0 || factor == null) return new CeilingForecast(double.PositiveInfinity, 0, double.PositiveInfinity, double.PositiveInfinity);
    double noise = fit.F / (week.Length - 2);
    return new CeilingForecast(fit.X[0], fit.X[1], Math.Sqrt(noise * Cholesky.Solve(factor, Vec.Of(1, 0))[0]), Math.Log(10) / fit.X[1]);
}

// == ex-when-to-trust
static double? FirstTrustworthyWeek(double[] week, double[] users, double maxRelativeError)
{
    if (week.Length != users.Length) throw new ArgumentException("A count for each week.");
    if (!(maxRelativeError > 0)) throw new ArgumentOutOfRangeException(nameof(maxRelativeError));
    for (int known = 8; known <= week.Length; known++)
    {
        CeilingForecast forecast = Forecast(week.Take(known).ToArray(), users.Take(known).ToArray());
        bool isTrusted = double.IsFinite(forecast.Ceiling) && forecast.CeilingStdErr / forecast.Ceiling <= maxRelativeError;
        if (isTrusted) return week[known - 1];
    }

    return null;
}
