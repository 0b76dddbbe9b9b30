// Unit 7, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-stable-moments
/// <summary>Mean, standard deviation and lag-1 correlation of a stream that is not kept.</summary>
sealed class Moments : IMoments<Moments>
{
    long n;
    double mean, squares, lagged, first, last;

    public double Mean => n > 0 ? mean : double.NaN;

    public double StdDev => n > 1 ? Math.Sqrt(squares / (n - 1)) : double.NaN;

    public double Lag1 => lagged / squares;

    public void Add(double x)
    {
        var one = new Moments();
        one.n = 1;
        one.mean = one.first = one.last = x;
        Merge(one);
    }

    public void Merge(Moments other)
    {
        if (other.n == 0) return;
        long total = n + other.n;
        double gap = n == 0 ? other.mean : other.mean - mean;
        double newMean = n == 0 ? other.mean : mean + gap * other.n / total;
        double newSquares = other.squares + (n == 0 ? 0 : squares + gap * gap * n / total * other.n);
        double theirs = Shifted(other, other.mean - newMean);
        double newLagged = n == 0 ? theirs : Shifted(this, mean - newMean) + theirs + (last - newMean) * (other.first - newMean);
        double newFirst = n == 0 ? other.first : first, newLast = other.last;
        (n, mean, squares, lagged, first, last) = (total, newMean, newSquares, newLagged, newFirst, newLast);
    }

    static double Shifted(Moments m, double delta) => m.lagged - delta * (m.first - m.mean + (m.last - m.mean)) + (m.n - 1) * delta * delta;
}

// == ex-closed-form-mle
static void MustNotBeNegative(double[] x)
{
    if (x.Length == 0) throw new ArgumentException("There is no value.");
    foreach (double value in x)
        if (value < 0) throw new ArgumentException("A value is negative.");
}

static double ExponentialRate(double[] x) => ExponentialRateCensored(x, x.Select(_ => true).ToArray());

static double ExponentialRateCensored(double[] t, bool[] ended)
{
    MustNotBeNegative(t);
    if (t.Length != ended.Length) throw new ArgumentException("The lengths differ.");
    double time = t.Sum();
    if (time == 0) throw new InvalidOperationException("No time has passed.");
    return ended.Count(e => e) / time;
}

static (double Mu, double Sigma2) NormalMle(double[] x)
{
    if (x.Length == 0) throw new ArgumentException("There is no value.");
    double mu = x[0] + x.Average(value => value - x[0]);
    return (mu, x.Average(value => (value - mu) * (value - mu)));
}

static double UniformUpper(double[] x)
{
    MustNotBeNegative(x);
    double upper = 0;
    foreach (double value in x) upper = Math.Max(upper, value);
    return upper;
}

static double UnbiasedUniformUpper(double[] x) => (x.Length + 1.0) / x.Length * UniformUpper(x);

// == ex-numeric-mle
static MleFit FitMle(Func<double[], double> negLogLik, double[] start)
{
    int k = start.Length;
    double[] theta = start.ToArray();
    double value = k == 0 ? double.NaN : negLogLik(theta.ToArray());
    if (!double.IsFinite(value)) throw new ArgumentException("No allowed start.");
    double At(double[] place) => negLogLik(place.ToArray());
    double[] Moved(double[] from, int i, double by)
    {
        double[] place = from.ToArray();
        place[i] += by;
        return place;
    }

    for (int round = 0; round < 100; round++)
    {
        double[] h = theta.Select(t => 1e-4 * Math.Max(1, Math.Abs(t))).ToArray();
        double[] slope = new double[k];
        double[,] H = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            double up = At(Moved(theta, i, h[i])), down = At(Moved(theta, i, -h[i]));
            slope[i] = (up - down) / (2 * h[i]);
            H[i, i] = (up + down - 2 * value) / (h[i] * h[i]);
            for (int j = 0; j < i; j++)
            {
                double sum = 0;
                foreach (int a in new[] { -1, 1 })
                    foreach (int b in new[] { -1, 1 }) sum += a * b * At(Moved(Moved(theta, i, a * h[i]), j, b * h[j]));
                H[i, j] = H[j, i] = sum / (4 * h[i] * h[j]);
            }
        }

        Mat factor = Cholesky.TryFactor(Mat.Of(H));
        bool isHill = factor != null && Enumerable.Range(0, k).All(j => factor[j, j] * factor[j, j] > 1e-6 * H[j, j]);
        for (double lambda = 1e-3; factor == null && lambda < 1e15; lambda *= 3)
        {
            double[,] lifted = (double[,])H.Clone();
            for (int i = 0; i < k; i++) lifted[i, i] += lambda;
            factor = Cholesky.TryFactor(Mat.Of(lifted));
        }

        if (factor == null) break;
        double[] step = Cholesky.Solve(factor, Vec.Of(slope)).ToArray();
        if (isHill && Enumerable.Range(0, k).All(i => Math.Abs(step[i]) < 1e-6 * Math.Max(1, Math.Abs(theta[i]))))
        {
            theta = theta.Zip(step, (t, d) => t - d).ToArray();
            double[] errors = new double[k];
            for (int i = 0; i < k; i++)
            {
                double[] unit = new double[k];
                unit[i] = 1;
                errors[i] = Math.Sqrt(Cholesky.Solve(factor, Vec.Of(unit))[i]);
            }

            return new MleFit(theta, errors, -At(theta), true);
        }

        for (int halving = 0; halving < 40; halving++)
        {
            double[] next = theta.Zip(step, (t, d) => t - d).ToArray();
            double there = At(next);
            if (there < value)
            {
                (theta, value) = (next, there);
                break;
            }

            step = step.Select(d => d / 2).ToArray();
        }
    }

    return new MleFit(theta, theta.Select(_ => double.NaN).ToArray(), -value, false);
}

// == ex-mean-and-proportion-intervals
static Interval MeanT(double[] x, double level)
{
    if (x.Length < 2) throw new ArgumentException("Two values at least.");
    if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level));
    var moments = new Moments();
    foreach (double value in x) moments.Add(value);
    double half = new StudentT(x.Length - 1).Quantile((1 + level) / 2) * moments.StdDev / Math.Sqrt(x.Length);
    return new Interval(moments.Mean - half, moments.Mean + half);
}

static Interval Wilson(int k, int n, double level)
{
    if (n < 1 || k < 0 || k > n) throw new ArgumentOutOfRangeException(nameof(k));
    if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level));
    double z = Normal.StandardQuantile((1 + level) / 2), p = (double)k / n;
    double root = z * Math.Sqrt(p * (n - k) + z * z / 4);
    return new Interval((k + z * z / 2 - root) / (n + z * z), (k + z * z / 2 + root) / (n + z * z));
}

// == ex-bootstrap-intervals
static double[] Replicates(double[] x, Func<double[], double> stat, int b, Rng r, double level)
{
    if (x.Length < 2) throw new ArgumentException("Two values at least.");
    if (b < 2) throw new ArgumentOutOfRangeException(nameof(b));
    if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level));
    return Enumerable.Range(0, b).Select(_ => stat(x.Select(_ => x[r.NextInt(x.Length)]).ToArray())).OrderBy(y => y).ToArray();
}

static double QuantileOf(double[] sorted, double q)
{
    double place = q * (sorted.Length - 1);
    int i = Math.Min(sorted.Length - 2, (int)Math.Floor(place));
    return sorted[i] + (place - i) * (sorted[i + 1] - sorted[i]);
}

static Interval Percentile(double[] x, Func<double[], double> stat, int b, Rng r, double level)
{
    double[] sorted = Replicates(x, stat, b, r, level);
    return new Interval(QuantileOf(sorted, (1 - level) / 2), QuantileOf(sorted, (1 + level) / 2));
}

static Interval Bca(double[] x, Func<double[], double> stat, int b, Rng r, double level)
{
    double[] sorted = Replicates(x, stat, b, r, level);
    double estimate = stat(x.ToArray());
    double share = (sorted.Count(y => y < estimate) + sorted.Count(y => y <= estimate)) / (2.0 * b);
    if (share == 0 || share == 1) throw new InvalidOperationException("All on one side.");
    double z0 = Normal.StandardQuantile(share);
    double[] without = Enumerable.Range(0, x.Length).Select(left => stat(x.Where((_, i) => i != left).ToArray())).ToArray();
    double[] d = without.Select(y => without.Average() - y).ToArray();
    double squares = d.Sum(v => v * v), a = squares == 0 ? 0 : d.Sum(v => v * v * v) / (6 * Math.Pow(squares, 1.5));
    double End(double q)
    {
        double z = z0 + Normal.StandardQuantile(q);
        return QuantileOf(sorted, Normal.StandardCdf(z0 + z / (1 - a * z)));
    }

    return new Interval(End((1 - level) / 2), End((1 + level) / 2));
}

// == ex-welch-and-permutation
static double VarianceOfMean(double[] x)
{
    if (x.Length < 2) throw new ArgumentException("Two values at least.");
    return NormalMle(x).Sigma2 / (x.Length - 1);
}

static HypothesisTest Welch(double[] a, double[] b)
{
    double ea = VarianceOfMean(a), eb = VarianceOfMean(b);
    if (ea == 0 && eb == 0) throw new InvalidOperationException("No spread.");
    double t = (NormalMle(a).Mu - NormalMle(b).Mu) / Math.Sqrt(ea + eb), w = ea / (ea + eb);
    double df = 1 / (w * w / (a.Length - 1) + (1 - w) * (1 - w) / (b.Length - 1));
    return new HypothesisTest(t, df, 2 * new StudentT(df).Survival(Math.Abs(t)));
}

static double PermutationP(double[] a, double[] b, int rounds, Rng r)
{
    if (a.Length == 0 || b.Length == 0) throw new ArgumentException("An empty group.");
    if (rounds < 1) throw new ArgumentOutOfRangeException(nameof(rounds));
    double[] all = a.Concat(b).ToArray();
    double center = NormalMle(all).Mu;
    for (int i = 0; i < all.Length; i++) all[i] -= center;
    double Distance() { double sum = 0; for (int i = 0; i < a.Length; i++) sum += all[i]; return Math.Abs(sum); }
    double real = Distance(), slack = 1e-12 * all.Select(Math.Abs).Sum();
    int hits = 0;
    for (int round = 0; round < rounds; round++)
    {
        r.Shuffle(all);
        if (Distance() + slack >= real) hits++;
    }

    return (hits + 1.0) / (rounds + 1.0);
}

// == ex-count-tests
static CountTest ChiSquareFit(int[] observed, double[] p)
{
    if (observed.Length != p.Length || p.Length < 2) throw new ArgumentException("They do not fit.");
    if (observed.Any(o => o < 0) || p.Any(share => !(share > 0)) || Math.Abs(p.Sum() - 1) > 1e-9) throw new ArgumentException("No counts, or no distribution.");
    double total = observed.Sum(o => (double)o);
    if (total == 0) throw new ArgumentException("Nothing counted.");
    double[] e = p.Select(share => share * total).ToArray();
    double statistic = observed.Select((o, i) => Math.Pow(o - e[i], 2) / e[i]).Sum();
    return new CountTest(statistic, p.Length - 1, new ChiSquare(p.Length - 1).Survival(statistic), e.All(expected => expected >= 5));
}

static CountTest Independence(int[,] t)
{
    int rows = t.GetLength(0), columns = t.GetLength(1);
    if (rows < 2 || columns < 2) throw new ArgumentException("Too small.");
    double total = 0, statistic = 0;
    double[] row = new double[rows], column = new double[columns];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
        {
            if (t[i, j] < 0) throw new ArgumentException("A negative count.");
            row[i] += t[i, j];
            column[j] += t[i, j];
            total += t[i, j];
        }

    if (row.Min() == 0 || column.Min() == 0) throw new ArgumentException("An empty row or column.");
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
        {
            double e = row[i] * column[j] / total;
            statistic += (t[i, j] - e) * (t[i, j] - e) / e;
        }

    int df = (rows - 1) * (columns - 1);
    return new CountTest(statistic, df, new ChiSquare(df).Survival(statistic), row.Min() * column.Min() / total >= 5);
}

// == ex-one-way-anova
static AnovaTable Anova(double[][] groups)
{
    if (groups.Length < 2 || groups.Any(group => group.Length == 0) || groups.All(group => group.Length == 1)) throw new ArgumentException("Too few values.");
    if (groups.All(group => group.All(x => x == group[0]))) throw new InvalidOperationException("No spread within.");
    double[][] moved = groups.Select(group => group.Select(x => x - groups[0][0]).ToArray()).ToArray();
    double[] all = moved.SelectMany(group => group).ToArray();
    double m = NormalMle(all).Mu;
    double between = moved.Sum(group => group.Length * Math.Pow(NormalMle(group).Mu - m, 2)), within = moved.Sum(group => group.Length * NormalMle(group).Sigma2);
    double d1 = groups.Length - 1, d2 = all.Length - groups.Length, f = between / d1 / (within / d2);
    return new AnovaTable(between, within, d1, d2, f, new FisherF(d1, d2).Survival(f));
}

// == ex-regression-inference
static LinearFit Regress(double[,] x, double[] y)
{
    int n = x.GetLength(0), p = x.GetLength(1);
    if (y.Length != n || n <= p) throw new ArgumentException("The shapes do not fit.");
    for (int i = 0; i < n; i++)
        if (x[i, 0] != 1) throw new ArgumentException("The first column is not all ones.");
    Qr qr = Qr.Householder(Mat.Of(x));
    double[] beta = qr.SolveLeastSquares(Vec.Of(y)).ToArray(), fitted = (Mat.Of(x) * Vec.Of(beta)).ToArray();
    double rss = 0, total = 0, mean = y.Average();
    for (int i = 0; i < n; i++)
    {
        rss += (y[i] - fitted[i]) * (y[i] - fitted[i]);
        total += (y[i] - mean) * (y[i] - mean);
    }

    double sigma = Math.Sqrt(rss / (n - p));
    double[] lengths = new double[p];
    for (int j = 0; j < p; j++)
    {
        double[] unit = new double[p];
        unit[j] = 1;
        double[] column = TriangularSystem.Backward(qr.R.ToArray(), unit);
        for (int i = 0; i < p; i++) lengths[i] += column[i] * column[i];
    }

    double[] errors = lengths.Select(square => sigma * Math.Sqrt(square)).ToArray();
    return new LinearFit(beta, errors, sigma, 1 - rss / total, beta.Zip(errors, (b, e) => 2 * new StudentT(n - p).Survival(Math.Abs(b / e))).ToArray());
}

// == ex-many-tests
static void MustBeProbabilities(double[] p, double level)
{
    if (!(level > 0 && level < 1) || p.Any(value => !(value >= 0 && value <= 1))) throw new ArgumentOutOfRangeException(nameof(p));
}

static bool[] BenjaminiHochberg(double[] p, double q)
{
    MustBeProbabilities(p, q);
    double[] sorted = p.OrderBy(value => value).ToArray();
    double border = -1;
    for (int k = 1; k <= p.Length; k++)
        if (sorted[k - 1] <= q * k / p.Length) border = sorted[k - 1];
    return p.Select(value => value <= border).ToArray();
}

static bool[] Holm(double[] p, double alpha)
{
    MustBeProbabilities(p, alpha);
    bool[] stands = new bool[p.Length];
    int left = p.Length;
    foreach (int i in Enumerable.Range(0, p.Length).OrderBy(i => p[i]))
    {
        if (p[i] > alpha / left--) break;
        stands[i] = true;
    }

    return stands;
}

static double PeekingFalsePositiveRate(int looks, int perLook, int sims, Rng r)
{
    if (looks < 1 || perLook < 1 || sims < 1) throw new ArgumentOutOfRangeException(nameof(looks));
    double z = Normal.StandardQuantile(0.975);
    int alarms = 0;
    for (int sim = 0; sim < sims; sim++)
    {
        double sum = 0;
        for (int n = 1; n <= looks * perLook; n++)
        {
            sum += r.NextGaussian();
            if (n % perLook == 0 && Math.Abs(sum) / Math.Sqrt(n) > z)
            {
                alarms++;
                break;
            }
        }
    }

    return alarms / (double)sims;
}

// == ex-sample-size
static void MustBeShares(params double[] shares)
{
    if (shares.Any(share => !(share > 0 && share < 1))) throw new ArgumentOutOfRangeException(nameof(shares));
}

static int PerArm(double p1, double p2, double alpha, double power)
{
    MustBeShares(p1, p2, alpha, power);
    double mean = (p1 + p2) / 2, z = Normal.StandardQuantile(1 - alpha / 2), zPower = Normal.StandardQuantile(power);
    double root = Math.Max(0, z * Math.Sqrt(2 * mean * (1 - mean)) + zPower * Math.Sqrt(p1 * (1 - p1) + p2 * (1 - p2))) / (p1 - p2);
    double users = Math.Ceiling(root * root);
    if (!(users <= int.MaxValue)) throw new ArgumentOutOfRangeException(nameof(p2));
    return users < 1 ? 1 : (int)users;
}

static double Power(double p1, double p2, int n, double alpha)
{
    MustBeShares(p1, p2, alpha);
    if (n < 1) throw new ArgumentOutOfRangeException(nameof(n));
    double mean = (p1 + p2) / 2, border = Normal.StandardQuantile(1 - alpha / 2) * Math.Sqrt(2 * mean * (1 - mean) / n);
    return new Normal(Math.Abs(p1 - p2), Math.Sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / n)).Survival(border);
}

// == ex-ab-test-decision
static AbDecision Decide(AbLog log, double mde, double alpha)
{
    if (!(mde > 0)) throw new ArgumentOutOfRangeException(nameof(mde));
    MustBeShares(alpha);
    if (log.User.Length != log.Treated.Length || log.User.Length != log.Clicked.Length) throw new ArgumentException("The columns differ in length.");
    var users = new Dictionary<int, (bool Treated, int Visits, int Clicks)>();
    for (int i = 0; i < log.User.Length; i++)
    {
        if (!users.TryGetValue(log.User[i], out var user)) user = (log.Treated[i], 0, 0);
        if (user.Treated != log.Treated[i]) throw new ArgumentException("A user in both arms.");
        users[log.User[i]] = (user.Treated, user.Visits + 1, user.Clicks + (log.Clicked[i] ? 1 : 0));
    }

    double[] with = users.Values.Where(user => user.Treated).Select(user => user.Clicks / (double)user.Visits).ToArray();
    double[] without = users.Values.Where(user => !user.Treated).Select(user => user.Clicks / (double)user.Visits).ToArray();
    HypothesisTest test = Welch(with, without);
    double lift = with.Average() - without.Average(), error = Math.Sqrt(VarianceOfMean(with) + VarianceOfMean(without));
    double half = new StudentT(test.Df).Quantile(1 - alpha / 2) * error;
    var ci = new Interval(lift - half, lift + half);
    bool srm = ChiSquareFit(new[] { with.Length, without.Length }, new[] { 0.5, 0.5 }).P < 0.001;
    bool negligible = ci.Lo > 0 && ci.Hi < mde;
    var warnings = new List<string>();
    if (srm) warnings.Add("SRM");
    if ((Normal.StandardQuantile(0.8) + Normal.StandardQuantile(1 - alpha / 2)) * error > mde) warnings.Add("underpowered");
    if (negligible) warnings.Add("negligible");
    return new AbDecision(lift, ci, test.P, ci.Lo > 0 && !srm && !negligible, warnings.ToArray());
}
