// Unit 6, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-joint-tables
static void MustBeTable(double[,] joint, int axis)
{
    if (axis != 0 && axis != 1) throw new ArgumentOutOfRangeException(nameof(axis));
    double sum = 0;
    foreach (double cell in joint)
    {
        if (double.IsNaN(cell) || cell < 0) throw new ArgumentException("A probability is not negative.");
        sum += cell;
    }

    if (Math.Abs(sum - 1) > 1e-9) throw new ArgumentException("The cells do not sum to 1.");
}

static double[] Marginal(double[,] joint, int axis)
{
    MustBeTable(joint, axis);
    int rows = joint.GetLength(0), columns = joint.GetLength(1);
    return axis == 0
        ? Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Sum(j => joint[i, j])).ToArray()
        : Enumerable.Range(0, columns).Select(j => Enumerable.Range(0, rows).Sum(i => joint[i, j])).ToArray();
}

static double[] Conditional(double[,] joint, int givenAxis, int value)
{
    double[] given = Marginal(joint, givenAxis);
    if (value < 0 || value >= given.Length) throw new ArgumentOutOfRangeException(nameof(value));
    double[] slice = Enumerable.Range(0, joint.GetLength(1 - givenAxis)).Select(i => givenAxis == 0 ? joint[value, i] : joint[i, value]).ToArray();
    double total = slice.Sum();
    if (total == 0) throw new InvalidOperationException("It never happens.");
    return slice.Select(cell => cell / total).ToArray();
}

static bool Independent(double[,] joint, double tol)
{
    if (!(tol >= 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    double[] x = Marginal(joint, 0), y = Marginal(joint, 1);
    for (int i = 0; i < x.Length; i++)
        for (int j = 0; j < y.Length; j++)
            if (Math.Abs(joint[i, j] - x[i] * y[j]) > tol) return false;
    return true;
}

// == ex-bayes-updates
static double Posterior(double prior, double sens, double spec)
{
    foreach (double share in new[] { prior, sens, spec })
        if (!(share >= 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(prior));
    double ill = prior * sens, healthy = (1 - prior) * (1 - spec);
    if (ill + healthy == 0) throw new InvalidOperationException("No test is positive.");
    return ill / (ill + healthy);
}

static double[] Update(double[] prior, double[][] likelihoods)
{
    if (prior.Any(belief => !(belief >= 0)) || Math.Abs(prior.Sum() - 1) > 1e-9) throw new ArgumentException("No distribution.");
    double[] logs = prior.Select(belief => Math.Log(belief)).ToArray();
    foreach (double[] likelihood in likelihoods)
    {
        if (likelihood.Length != prior.Length || likelihood.Any(one => !(one >= 0))) throw new ArgumentException("A likelihood does not fit.");
        for (int h = 0; h < logs.Length; h++) logs[h] += Math.Log(likelihood[h]);
    }

    double largest = logs.Max();
    if (double.IsNegativeInfinity(largest)) throw new InvalidOperationException("A contradiction.");
    double[] weights = logs.Select(log => Math.Exp(log - largest)).ToArray();
    double all = weights.Sum();
    return weights.Select(one => one / all).ToArray();
}

static double LogOdds(double p)
{
    if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
    return Math.Log(p / (1 - p));
}

// == ex-log-space-tools
static double LogSumExp(double[] a)
{
    if (a.Length == 0) return double.NegativeInfinity;
    if (a.Any(entry => double.IsNaN(entry))) return double.NaN;
    double largest = a.Max();
    if (double.IsInfinity(largest)) return largest;
    return largest + Math.Log(a.Sum(entry => Math.Exp(entry - largest)));
}

static double[] Softmax(double[] a)
{
    double total = LogSumExp(a);
    if (double.IsNaN(total) || total == double.PositiveInfinity) throw new ArgumentException("A logit is not finite.");
    if (total == double.NegativeInfinity) throw new InvalidOperationException("Nothing to share.");
    return a.Select(entry => Math.Exp(entry - total)).ToArray();
}

// == ex-discrete-distributions
static double BinomialPmf(int n, double p, int k)
{
    if (n < 0) throw new ArgumentOutOfRangeException(nameof(n));
    if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
    if (k < 0 || k > n) return 0;
    if (p == 0) return k == 0 ? 1 : 0;
    if (p == 1) return k == n ? 1 : 0;
    double ways = SpecialFunctions.LogGamma(n + 1) - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(n - k + 1);
    return Math.Exp(ways + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
}

static double PoissonPmf(double mean, int k)
{
    if (!(mean >= 0 && mean < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(mean));
    if (k < 0) return 0;
    if (k == 0) return Math.Exp(-mean);
    return mean == 0 ? 0 : Math.Exp(k * Math.Log(mean) - mean - SpecialFunctions.LogGamma(k + 1));
}

static double BinomialCdf(int n, double p, int k)
{
    if (k >= n && n >= 0 && p >= 0 && p <= 1) return 1;
    double sum = BinomialPmf(n, p, 0) - BinomialPmf(n, p, 0);
    for (int heads = 0; heads <= k; heads++) sum += BinomialPmf(n, p, heads);
    return sum;
}

// == ex-continuous-distributions
static double NormalCdf(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

static double NormalQuantile(double p)
{
    if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
    if (p == 0) return double.NegativeInfinity;
    if (p > 0.5) return -NormalQuantile(1 - p);
    double low = -40, high = 0;
    while (true)
    {
        double middle = (low + high) / 2;
        if (middle == low || middle == high) return middle;
        if (NormalCdf(middle) < p) low = middle;
        else high = middle;
    }
}

static double GammaP(double a, double x)
{
    if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a));
    if (!(x >= 0)) throw new ArgumentOutOfRangeException(nameof(x));
    if (x == 0) return 0;
    if (double.IsPositiveInfinity(x)) return 1;
    double front = Math.Exp(a * Math.Log(x) - x - SpecialFunctions.LogGamma(a + 1));
    if (x < a + 1)
    {
        double term = 1, sum = 1;
        for (int n = 1; term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return front * sum;
    }

    double tail = x + 801 - a;
    for (int n = 400; n >= 1; n--) tail = x + 2 * n - 1 - a + n * (a - n) / tail;
    return 1 - front * a / tail;
}

static double BetaI(double a, double b, double x)
{
    if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a));
    if (!(b > 0)) throw new ArgumentOutOfRangeException(nameof(b));
    if (!(x >= 0 && x <= 1)) throw new ArgumentOutOfRangeException(nameof(x));
    if (x > (a + 1) / (a + b + 2)) return 1 - BetaI(b, a, 1 - x);
    if (x == 0) return 0;
    double term = 1, sum = 1;
    for (int n = 0; term > 1e-17 * sum; n++)
    {
        term *= (a + b + n) / (a + 1 + n) * x;
        sum += term;
    }

    double logBeta = SpecialFunctions.LogGamma(a) + SpecialFunctions.LogGamma(b) - SpecialFunctions.LogGamma(a + b);
    return sum / a * Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) - logBeta);
}

// == ex-samplers
static double DrawExponential(Rng r, double rate)
{
    if (!(rate > 0) || rate == double.PositiveInfinity) throw new ArgumentOutOfRangeException(nameof(rate));
    return -Math.Log(1 - r.NextDouble()) / rate;
}

static (double, double) BoxMuller(Rng r)
{
    double radius = Math.Sqrt(-2 * Math.Log(1 - r.NextDouble())), turn = 2 * Math.PI * r.NextDouble();
    return (radius * Math.Cos(turn), radius * Math.Sin(turn));
}

static int Categorical(Rng r, double[] p)
{
    if (p.Any(one => !(one >= 0)) || Math.Abs(p.Sum() - 1) > 1e-9) throw new ArgumentException("No distribution.");
    double u = r.NextDouble(), sum = 0;
    int answer = -1;
    for (int i = 0; i < p.Length; i++)
    {
        if (p[i] == 0) continue;
        answer = i;
        sum += p[i];
        if (u < sum) break;
    }

    return answer;
}

static double FromDensity(Rng r, Func<double, double> f, double bound, double a, double b)
{
    if (!(bound > 0)) throw new ArgumentOutOfRangeException(nameof(bound));
    if (!(b > a)) throw new ArgumentOutOfRangeException(nameof(b));
    for (; ; )
    {
        double x = a + (b - a) * r.NextDouble();
        double height = f(x);
        if (height > bound || double.IsNaN(height)) throw new InvalidOperationException("The density is above the bound.");
        if (r.NextDouble() * bound < height) return x;
    }
}

// == ex-expectation-rules
static (double Mean, double Variance) OfSum(double[] means, double[,] cov, double[] weights)
{
    int n = means.Length;
    if (weights.Length != n || cov.GetLength(0) != n || cov.GetLength(1) != n) throw new ArgumentException("The shapes do not match.");
    double mean = 0, variance = 0;
    for (int i = 0; i < n; i++)
    {
        if (!(cov[i, i] >= 0)) throw new ArgumentException("A negative variance.");
        mean += weights[i] * means[i];
        variance += weights[i] * weights[i] * cov[i, i];
        for (int j = 0; j < i; j++)
        {
            if (Math.Abs(cov[i, j] - cov[j, i]) > 1e-9 * Math.Sqrt(cov[i, i] * cov[j, j])) throw new ArgumentException("Not symmetric.");
            variance += 2 * weights[i] * weights[j] * cov[i, j];
        }
    }

    return (mean, Math.Max(0, variance));
}

static double TotalVariance(double[] p, double[] mean, double[] var)
{
    if (mean.Length != p.Length || var.Length != p.Length) throw new ArgumentException("The lengths differ.");
    if (p.Any(one => !(one >= 0)) || Math.Abs(p.Sum() - 1) > 1e-9 || var.Any(one => one < 0)) throw new ArgumentException("No mixture.");
    double middle = p.Zip(mean, (one, m) => one * m).Sum();
    return Enumerable.Range(0, p.Length).Sum(i => p[i] * (var[i] + Math.Pow(mean[i] - middle, 2)));
}

// == ex-monte-carlo
static Estimate MeanWithError(List<double> values)
{
    double mean = values.Average();
    double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    return new Estimate(mean, Math.Sqrt(variance / values.Count));
}

static Estimate Integrate(Func<double[], double> f, int dims, int n, Rng r)
{
    if (dims < 1) throw new ArgumentOutOfRangeException(nameof(dims));
    if (n < 2) throw new ArgumentOutOfRangeException(nameof(n));
    var values = new List<double>();
    for (int i = 0; i < n; i++)
    {
        double[] point = new double[dims];
        for (int d = 0; d < dims; d++) point[d] = r.NextDouble();
        values.Add(f(point));
    }

    return MeanWithError(values);
}

static Estimate Importance(Func<double, double> f, IDistribution target, IDistribution proposal, int n, Rng r)
{
    if (n < 2) throw new ArgumentOutOfRangeException(nameof(n));
    var values = new List<double>();
    for (int i = 0; i < n; i++)
    {
        double x = proposal.Sample(r);
        values.Add(f(x) * target.Density(x) / proposal.Density(x));
    }

    return MeanWithError(values);
}

// == ex-correlated-normals
static void MustBeCovariance(double[] mean, double[,] cov)
{
    int d = mean.Length;
    if (cov.GetLength(0) != d || cov.GetLength(1) != d) throw new ArgumentException("The shapes do not match.");
    for (int i = 0; i < d; i++)
        for (int j = 0; j <= i; j++)
            if (!(cov[i, i] >= 0) || Math.Abs(cov[i, j] - cov[j, i]) > 1e-10 * Math.Sqrt(cov[i, i] * cov[j, j])) throw new ArgumentException("No covariance.");
}

static double[,] Lower(double[,] cov)
{
    int d = cov.GetLength(0);
    double[,] l = new double[d, d];
    for (int i = 0; i < d; i++)
    {
        for (int j = 0; j <= i; j++)
        {
            double rest = cov[i, j];
            for (int k = 0; k < j; k++) rest -= l[i, k] * l[j, k];
            double small = 1e-9 * cov[j, j];
            if (i == j)
            {
                if (rest < -small) throw new ArgumentException("A negative direction.");
                l[i, i] = rest <= small ? 0 : Math.Sqrt(rest);
            }
            else if (l[j, j] > 0) l[i, j] = rest / l[j, j];
            else if (Math.Abs(rest) > 1e-5 * Math.Sqrt(cov[i, i] * cov[j, j])) throw new ArgumentException("A negative direction.");
        }
    }

    for (int j = 0; j < d; j++)
        for (int i = 0; i < d; i++)
            if (cov[j, j] == 0 && cov[i, j] != 0) throw new ArgumentException("A constant does not vary.");
    return l;
}

static double[,] Sample(double[] mean, double[,] cov, int n, Rng r)
{
    MustBeCovariance(mean, cov);
    if (n < 0) throw new ArgumentOutOfRangeException(nameof(n));
    Mat l = Mat.Of(Lower(cov));
    double[,] samples = new double[n, mean.Length];
    for (int row = 0; row < n; row++)
    {
        Vec shifted = l * Vec.Of(mean.Select(_ => r.NextGaussian()).ToArray()) + Vec.Of(mean);
        for (int i = 0; i < mean.Length; i++) samples[row, i] = shifted[i];
    }

    return samples;
}

static (double[] Mean, double[,] Cov) Condition(double[] mean, double[,] cov, int[] known, double[] values)
{
    MustBeCovariance(mean, cov);
    if (known.Length != values.Length || known.Distinct().Count() < known.Length || known.Any(i => i < 0 || i >= mean.Length)) throw new ArgumentException("The known variables do not fit.");
    double[] m = mean.ToArray();
    double[,] c = (double[,])cov.Clone();
    for (int k = 0; k < known.Length; k++)   // one known variable after the other
    {
        int b = known[k];
        if (c[b, b] <= 1e-9 * cov[b, b]) throw new ArgumentException("It follows from the others.");
        double[] slope = mean.Select((_, i) => c[i, b] / c[b, b]).ToArray(), with = mean.Select((_, j) => c[b, j]).ToArray();
        double surprise = values[k] - m[b];
        for (int i = 0; i < mean.Length; i++)
        {
            m[i] += slope[i] * surprise;
            for (int j = 0; j < mean.Length; j++) c[i, j] -= slope[i] * with[j];
        }
    }

    int[] left = Enumerable.Range(0, mean.Length).Where(i => !known.Contains(i)).ToArray();
    double[,] block = new double[left.Length, left.Length];
    for (int i = 0; i < left.Length; i++)
        for (int j = 0; j < left.Length; j++)
            block[i, j] = c[left[i], left[j]];
    return (left.Select(i => m[i]).ToArray(), block);
}

// == ex-entropy-rate
static void MustBeDistribution(double[] p)
{
    if (p.Any(one => !(one >= 0)) || Math.Abs(p.Sum() - 1) > 1e-9) throw new ArgumentException("No distribution.");
}

static double Entropy(double[] p)
{
    MustBeDistribution(p);
    return p.Where(one => one > 0).Select(one => one * Math.Log2(1 / one)).Sum();
}

static double Kl(double[] p, double[] q)
{
    MustBeDistribution(p);
    MustBeDistribution(q);
    if (p.Length != q.Length) throw new ArgumentException("The lengths differ.");
    double bits = 0;
    for (int i = 0; i < p.Length; i++)
        if (p[i] > 0) bits += p[i] * Math.Log2(p[i] / q[i]);
    return Math.Max(0, bits);
}

static double BitsPerSymbol(double[,] transition)
{
    int n = transition.GetLength(0);
    if (n == 0 || transition.GetLength(1) != n) throw new ArgumentException("Not square.");
    double[][] rows = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => transition[i, j]).ToArray()).ToArray();
    foreach (double[] row in rows) MustBeDistribution(row);
    double[]? share = null;
    for (int start = 0; start < n; start++)
    {
        double[] now = new double[n];
        now[start] = 1;
        for (int step = 0; step < 3000; step++)
        {
            double[] next = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    next[j] += now[i] * (rows[i][j] + (i == j ? 1 : 0)) / 2;   // stays in half of the cases, so that nothing alternates
            now = next;
        }

        share ??= now;
        if (Enumerable.Range(0, n).Any(i => Math.Abs(now[i] - share[i]) > 1e-9)) throw new InvalidOperationException("It depends on the start.");
    }

    return rows.Select((row, i) => share![i] * Entropy(row)).Sum();
}

// == ex-naive-bayes-filter
static WordModel Fit(int[][] docs, int[] labels, int vocab, double alpha)
{
    if (!(alpha > 0) || double.IsInfinity(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha));
    if (vocab < 1) throw new ArgumentOutOfRangeException(nameof(vocab));
    if (docs.Length != labels.Length) throw new ArgumentException("Each document needs a label.");
    double[] logPrior = new double[2];
    double[][] logWord = new double[2][];
    for (int c = 0; c < 2; c++)
    {
        double[] counts = Enumerable.Repeat(alpha, vocab).ToArray();
        int messages = 0;
        for (int d = 0; d < docs.Length; d++)
        {
            if (labels[d] != 0 && labels[d] != 1) throw new ArgumentException("A label is neither 0 nor 1.");
            if (labels[d] != c) continue;
            messages++;
            foreach (int word in docs[d])
            {
                if (word < 0 || word >= vocab) throw new ArgumentException("An unknown word.");
                counts[word]++;
            }
        }

        if (messages == 0) throw new ArgumentException("A class has no message.");
        double total = counts.Sum();
        logPrior[c] = Math.Log((double)messages / docs.Length);
        logWord[c] = counts.Select(count => Math.Log(count / total)).ToArray();
    }

    return new WordModel(logPrior, logWord);
}

static double LogOddsOf(WordModel model, int[] doc)
{
    double spam = model.LogPrior[1], ham = model.LogPrior[0];
    foreach (int word in doc)
    {
        if (word < 0 || word >= model.LogWord[0].Length) throw new ArgumentException("An unknown word.");
        spam += model.LogWord[1][word];
        ham += model.LogWord[0][word];
    }

    return spam - ham;
}
