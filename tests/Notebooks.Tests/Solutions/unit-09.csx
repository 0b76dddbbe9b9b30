// Unit 9, solved: what a learner might write. Each part belongs into the notebook's cell of that name.

// == ex-least-squares-ridge
static LinearModel Ridge(double[,] x, double[] y, double lambda)
{
    int n = y.Length, d = x.GetLength(1);
    if (x.GetLength(0) != n || n == 0) throw new ArgumentException("Each row needs an answer, and there must be a row.");
    if (!(lambda >= 0) || double.IsInfinity(lambda)) throw new ArgumentOutOfRangeException(nameof(lambda));
    if (lambda == 0 && n <= d) throw new InvalidOperationException("There are too few rows.");

    // One least-squares problem with a column of ones last; the rows of the penalty have a 0 there.
    double[,] a = new double[n + d, d + 1];
    double[] b = new double[n + d];
    for (int i = 0; i < n; i++)
    {
        for (int j = 0; j < d; j++) a[i, j] = x[i, j];
        a[i, d] = 1;
        b[i] = y[i];
    }

    for (int j = 0; j < d; j++) a[n + j, j] = Math.Sqrt(lambda);
    double[] w = Householder.SolveLeastSquares(a, b);
    return new LinearModel(w[..d], w[d]);
}

// == ex-lasso-by-coordinates
static double[] Lasso(double[,] x, double[] y, double lambda, double tol)
{
    int n = y.Length, d = x.GetLength(1);
    if (x.GetLength(0) != n || n == 0) throw new ArgumentException("Each row needs an answer, and there must be a row.");
    if (!(lambda >= 0) || double.IsInfinity(lambda)) throw new ArgumentOutOfRangeException(nameof(lambda));
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    double[] w = new double[d], r = y.ToArray();
    double Pull(int j)
    {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += x[i, j] * r[i];
        return sum / n;
    }

    while (true)
    {
        bool optimal = true;
        for (int j = 0; j < d; j++)
        {
            double pull = Pull(j);
            if (w[j] == 0 ? Math.Abs(pull) > lambda + tol : Math.Abs(pull - lambda * Math.Sign(w[j])) > tol) optimal = false;
        }

        if (optimal) return w;
        for (int j = 0; j < d; j++)
        {
            double curvature = 0;
            for (int i = 0; i < n; i++) curvature += x[i, j] * x[i, j] / n;
            if (curvature == 0) continue;
            double z = Pull(j) + curvature * w[j];
            double next = Math.Sign(z) * Math.Max(Math.Abs(z) - lambda, 0) / curvature;
            for (int i = 0; i < n; i++) r[i] += (w[j] - next) * x[i, j];
            w[j] = next;
        }
    }
}

// == ex-logistic-irls
static double SigmoidOf(double z) => z > 0 ? 1 / (1 + Math.Exp(-z)) : 1 - 1 / (1 + Math.Exp(z));

static void RequireLabels(int rows, int[] y)
{
    if (rows != y.Length || rows == 0 || y.Any(label => label != 0 && label != 1)) throw new ArgumentException("Each row needs a label 0 or 1.");
}

static LogisticFit FitLogistic(double[,] x, int[] y, double l2, double tol)
{
    RequireLabels(x.GetLength(0), y);
    if (!(l2 >= 0)) throw new ArgumentOutOfRangeException(nameof(l2));
    if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    int n = y.Length, d = x.GetLength(1);
    Vec[] rows = Rows.Of(x).Select(row => Vec.Of(row.Append(1).ToArray())).ToArray();
    double[] prices = Enumerable.Repeat(l2, d).Append(0).ToArray();
    Vec w = Vec.Of(new double[d + 1]);
    double Objective(Vec v) => n * LogLoss(rows.Select(v.Dot).ToArray(), y) + prices.Select((price, j) => price * v[j] * v[j] / 2).Sum();
    for (int step = 0; step < 80; step++)
    {
        double[] z = rows.Select(w.Dot).ToArray();
        if (l2 == 0 && z.Zip(y).All(pair => pair.Second == 1 ? pair.First > 0 : pair.First < 0)) break;
        double[] gradient = prices.Select((price, j) => price * w[j]).ToArray();
        double[,] hessian = new double[d + 1, d + 1];
        for (int j = 0; j <= d; j++) hessian[j, j] = prices[j];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= d; j++)
            {
                gradient[j] += (SigmoidOf(z[i]) - y[i]) * rows[i][j];
                for (int k = 0; k <= d; k++) hessian[j, k] += SigmoidOf(z[i]) * SigmoidOf(-z[i]) * rows[i][j] * rows[i][k];
            }

        if (gradient.Max(Math.Abs) <= tol) return new LogisticFit(w.ToArray()[..d], w[d], true);
        Mat factor = Cholesky.TryFactor(Mat.Of(hessian));
        if (factor == null) break;
        Vec direction = Cholesky.Solve(factor, Vec.Of(gradient));
        double size = 1, before = Objective(w);
        while (Objective(w - size * direction) > before + 1e-12 * Math.Abs(before) && size > 1e-12) size /= 2;
        w -= size * direction;
    }

    return new LogisticFit(w.ToArray()[..d], w[d], false);
}

static double[] LogisticProbabilities(LogisticFit fit, double[,] x) => Rows.Of(x).Select(row => SigmoidOf(InnerProduct.Dot(row, fit.W) + fit.B)).ToArray();

static double LogLoss(double[] logits, int[] y)
{
    RequireLabels(logits.Length, y);
    return logits.Zip(y, (z, label) => label == 1 ? -z : z).Average(m => m > 0 ? m + SpecialFunctions.Log1p(Math.Exp(-m)) : SpecialFunctions.Log1p(Math.Exp(m)));
}

// == ex-softmax-regression
static double[,] SoftmaxProbabilities(double[,] weights, double[,] x)
{
    if (weights.GetLength(0) != x.GetLength(1) + 1) throw new ArgumentException("The shapes do not fit.");
    int classes = weights.GetLength(1), d = x.GetLength(1);
    double[,] p = new double[x.GetLength(0), classes];
    for (int i = 0; i < p.GetLength(0); i++)
    {
        double[] shares = LogSpace.Softmax(LogitsOf(weights, x, i));
        for (int c = 0; c < classes; c++) p[i, c] = shares[c];
    }

    return p;
}

static double[] LogitsOf(double[,] weights, double[,] x, int i) => Enumerable.Range(0, weights.GetLength(1)).Select(c => weights[x.GetLength(1), c] + Enumerable.Range(0, x.GetLength(1)).Sum(j => x[i, j] * weights[j, c])).ToArray();

static (double Loss, double[,] Gradient) SoftmaxLoss(double[,] weights, double[,] x, int[] y, double l2)
{
    int n = y.Length, d = x.GetLength(1), classes = weights.GetLength(1);
    if (x.GetLength(0) != n || y.Any(label => label < 0 || label >= classes)) throw new ArgumentException("The shapes do not fit.");
    double[,] p = SoftmaxProbabilities(weights, x), gradient = new double[d + 1, classes];
    double loss = 0;
    for (int i = 0; i < n; i++)
    {
        double[] z = LogitsOf(weights, x, i);
        loss += LogSpace.LogSumExp(z) - z[y[i]];
        p[i, y[i]] -= 1;
    }

    for (int j = 0; j <= d; j++)
        for (int c = 0; c < classes; c++)
        {
            for (int i = 0; i < n; i++) gradient[j, c] += p[i, c] * (j < d ? x[i, j] : 1);
            if (j == d) continue;
            loss += l2 * weights[j, c] * weights[j, c] / 2;
            gradient[j, c] += l2 * weights[j, c];
        }

    return (loss, gradient);
}

static double[,] FitSoftmax(double[,] x, int[] y, int classes, double l2)
{
    if (!(l2 > 0) || classes < 2) throw new ArgumentOutOfRangeException(nameof(l2));
    if (x.GetLength(0) != y.Length || y.Any(label => label < 0 || label >= classes) || y.Distinct().Count() < classes) throw new ArgumentException("The labels do not fit.");
    double[,] Shaped(double[] flat)
    {
        double[,] weights = new double[flat.Length / classes, classes];
        for (int i = 0; i < flat.Length; i++) weights[i / classes, i % classes] = flat[i];
        return weights;
    }

    // Each row's p − onehot(y) sums to 0, so steps along the gradient leave the sum of the intercepts at 0.
    MinimumResult found = GradientDescent.Minimize(w => SoftmaxLoss(Shaped(w), x, y, l2).Loss, w => SoftmaxLoss(Shaped(w), x, y, l2).Gradient.Cast<double>().ToArray(), new double[(x.GetLength(1) + 1) * classes], 3000, 1e-6);
    return Shaped(found.X);
}

// == ex-best-split
static double Impurity(int[] counts, Criterion how)
{
    double n = counts.Sum();
    if (n == 0 || counts.Min() < 0) throw new ArgumentException("There must be rows.");
    double sum = 0;
    foreach (int count in counts)
        if (count > 0) sum += how == Criterion.Gini ? count / n * (1 - count / n) : -count / n * Math.Log2(count / n);
    return sum;
}

static int[] CountsOf(IEnumerable<int> labels, int classes)
{
    int[] counts = new int[classes];
    foreach (int label in labels) counts[label]++;
    return counts;
}

static Cut BestCut(double[] feature, int[] y, Criterion how)
{
    if (feature.Length != y.Length || y.Length == 0 || y.Min() < 0) throw new ArgumentException("The lengths or the classes do not fit.");
    var sorted = feature.Zip(y, (value, label) => (value, label)).OrderBy(row => row.value).ToArray();
    int[] left = new int[y.Max() + 1], right = CountsOf(y, y.Max() + 1);
    double all = Impurity(right, how);
    Cut best = null;
    for (int i = 0; i + 1 < sorted.Length; i++)
    {
        left[sorted[i].label]++;
        right[sorted[i].label]--;
        if (sorted[i].value == sorted[i + 1].value) continue;
        double gain = Math.Max(0, all - ((i + 1) * Impurity(left, how) + (sorted.Length - i - 1) * Impurity(right, how)) / sorted.Length);
        if (best == null || gain > best.Gain + 1e-12) best = new Cut((sorted[i].value + sorted[i + 1].value) / 2, gain);
    }

    return best ?? new Cut(double.PositiveInfinity, 0);
}

static double GainByCategory(int[] category, int[] y)
{
    if (category.Length != y.Length || y.Length == 0 || y.Min() < 0) throw new ArgumentException("The lengths or the classes do not fit.");
    int classes = y.Max() + 1;
    double gain = Impurity(CountsOf(y, classes), Criterion.Entropy);
    foreach (int value in category.Distinct())
    {
        int[] branch = y.Where((_, i) => category[i] == value).ToArray();
        gain -= (double)branch.Length / y.Length * Impurity(CountsOf(branch, classes), Criterion.Entropy);
    }

    return Math.Max(0, gain);
}

// == ex-decision-tree-from-scratch
static TreeNode GrowTree(double[,] x, double[] y, TreeOptions options)
{
    if (x.GetLength(0) != y.Length || y.Length == 0) throw new ArgumentException("Each row needs an answer, and there must be a row.");
    if (options.MaxDepth < 0 || options.MinLeaf < 1) throw new ArgumentOutOfRangeException(nameof(options));
    return GrowFrom(x, y, Enumerable.Range(0, y.Length).ToArray(), options.MaxDepth, options);
}

static TreeNode GrowFrom(double[,] x, double[] y, int[] rows, int depth, TreeOptions options)
{
    double first = y[rows[0]], mean = first + rows.Average(i => y[i] - first), error = rows.Sum(i => (y[i] - mean) * (y[i] - mean));
    if (rows.All(i => y[i] == first)) return new TreeNode(first, rows.Length, 0);
    TreeNode leaf = new TreeNode(mean, rows.Length, error);
    if (depth == 0) return leaf;
    double most = -1, threshold = 0;
    int feature = -1;
    foreach (int j in options.Candidates != null ? options.Candidates() : Enumerable.Range(0, x.GetLength(1)).ToArray())
    {
        int[] order = rows.OrderBy(i => x[i, j]).ToArray();
        double sum = 0;
        for (int l = 1; l < order.Length; l++)
        {
            sum += y[order[l - 1]] - mean;
            int r = order.Length - l;
            if (l < options.MinLeaf || r < options.MinLeaf || x[order[l - 1], j] == x[order[l], j]) continue;
            double gain = sum * sum / l + sum * sum / r;
            if (gain > most + 1e-12 * error) (most, feature, threshold) = (gain, j, (x[order[l - 1], j] + x[order[l], j]) / 2);
        }
    }

    if (feature < 0 || most < options.MinGain) return leaf;
    return new TreeNode(mean, rows.Length, error, feature, threshold,
        GrowFrom(x, y, rows.Where(i => x[i, feature] <= threshold).ToArray(), depth - 1, options),
        GrowFrom(x, y, rows.Where(i => x[i, feature] > threshold).ToArray(), depth - 1, options));
}

static double AskTree(TreeNode tree, double[] row)
{
    TreeNode at = tree;
    while (!at.IsLeaf) at = row[at.Feature] <= at.Threshold ? at.Left : at.Right;
    return at.Value;
}

static TreeNode PruneTree(TreeNode tree, double alpha)
{
    if (!(alpha >= 0)) throw new ArgumentOutOfRangeException(nameof(alpha));
    if (tree.IsLeaf) return tree;
    TreeNode kept = tree with { Left = PruneTree(tree.Left, alpha), Right = PruneTree(tree.Right, alpha) };
    bool worthIt = kept.LeafError + alpha * kept.Leaves < tree.Error + alpha - 1e-10;
    return worthIt ? kept : new TreeNode(tree.Value, tree.Count, tree.Error);
}

// == ex-random-forest-and-bagging
static Forest FitForest(double[,] x, int[] y, int trees, int featuresPerSplit, Rng rng)
{
    int n = y.Length, d = x.GetLength(1);
    if (x.GetLength(0) != n || n == 0 || y.Any(label => label != 0 && label != 1)) throw new ArgumentException("Each row needs a label 0 or 1.");
    if (trees < 1 || featuresPerSplit < 1 || featuresPerSplit > d) throw new ArgumentOutOfRangeException(nameof(trees));
    int[] DrawColumns()
    {
        int[] columns = Enumerable.Range(0, d).ToArray();
        rng.Shuffle(columns);
        return columns.Take(featuresPerSplit).OrderBy(j => j).ToArray();
    }

    double[][] rows = Rows.Of(x);
    TreeNode[] roots = new TreeNode[trees];
    int[][] bags = new int[trees][];
    for (int t = 0; t < trees; t++)
    {
        bags[t] = Enumerable.Range(0, n).Select(_ => rng.NextInt(n)).ToArray();
        roots[t] = DecisionTree.Grow(Rows.Join(bags[t].Select(i => rows[i]).ToArray(), d), bags[t].Select(i => (double)y[i]).ToArray(), new TreeOptions(Candidates: DrawColumns));
    }

    int judged = 0, wrong = 0;
    for (int i = 0; i < n; i++)
    {
        double[] votes = Enumerable.Range(0, trees).Where(t => !bags[t].Contains(i)).Select(t => DecisionTree.Predict(roots[t], rows[i])).ToArray();
        if (votes.Length == 0) continue;
        judged++;
        if ((votes.Average() >= 0.5 ? 1 : 0) != y[i]) wrong++;
    }

    return new Forest(roots, bags, (double)wrong / judged);
}

static double ForestProbability(Forest forest, double[] row) => forest.Trees.Select(tree => DecisionTree.Predict(tree, row)).Average();

// == ex-smo-svm
static SvmModel FitSvm(double[,] x, int[] y, double c, Func<double[], double[], double> kernel, double tol)
{
    int n = y.Length;
    if (x.GetLength(0) != n || y.Any(label => Math.Abs(label) != 1) || y.Distinct().Count() != 2) throw new ArgumentException("Each row needs a label, +1 or −1, and both must occur.");
    if (!(c > 0) || !(tol > 0)) throw new ArgumentOutOfRangeException(nameof(c));
    double[][] rows = Rows.Of(x);
    double[][] k = rows.Select(a => rows.Select(b => kernel(a, b)).ToArray()).ToArray();
    double[] alpha = new double[n], g = y.Select(label => (double)label).ToArray();
    while (true)
    {
        int i = Enumerable.Range(0, n).Where(r => y[r] == 1 ? alpha[r] < c : alpha[r] > 0).MaxBy(r => g[r]);
        int j = Enumerable.Range(0, n).Where(r => y[r] == 1 ? alpha[r] > 0 : alpha[r] < c).MinBy(r => g[r]);
        if (g[i] - g[j] <= tol)
        {
            double[] free = Enumerable.Range(0, n).Where(r => alpha[r] > 0 && alpha[r] < c).Select(r => g[r]).ToArray();
            return new SvmModel(alpha, free.Length > 0 ? free.Average() : (g[i] + g[j]) / 2);
        }

        double t = (g[i] - g[j]) / Math.Max(1e-12, k[i][i] + k[j][j] - 2 * k[i][j]);
        t = new[] { t, y[i] == 1 ? c - alpha[i] : alpha[i], y[j] == 1 ? alpha[j] : c - alpha[j] }.Min();
        alpha[i] = Math.Clamp(alpha[i] + y[i] * t, 0, c);
        alpha[j] = Math.Clamp(alpha[j] - y[j] * t, 0, c);
        for (int r = 0; r < n; r++) g[r] -= t * (k[r][i] - k[r][j]);
    }
}

static double Decision(SvmModel model, double[,] x, int[] y, Func<double[], double[], double> kernel, double[] row)
{
    double sum = model.B;
    double[][] rows = Rows.Of(x);
    for (int i = 0; i < rows.Length; i++)
        if (model.Alpha[i] != 0) sum += model.Alpha[i] * y[i] * kernel(rows[i], row);
    return sum;
}

// == ex-k-means-plus-plus
static double SquaredGap(double[] a, double[] b) => a.Zip(b, (p, q) => (p - q) * (p - q)).Sum();

static int[] SeedCenters(double[,] x, int k, Rng rng)
{
    int n = x.GetLength(0);
    if (k < 1 || k > n) throw new ArgumentOutOfRangeException(nameof(k));
    double[][] rows = Rows.Of(x);
    List<int> chosen = new() { rng.NextInt(n) };
    double[] weights = rows.Select(row => SquaredGap(row, rows[chosen[0]])).ToArray();
    while (chosen.Count < k)
    {
        int next = Enumerable.Range(0, n).First(i => !chosen.Contains(i));
        double left = rng.NextDouble() * weights.Sum();
        for (int i = 0; i < n; i++)
        {
            if (weights[i] == 0) continue;
            next = i;
            left -= weights[i];
            if (left < 0) break;
        }

        chosen.Add(next);
        for (int i = 0; i < n; i++) weights[i] = Math.Min(weights[i], SquaredGap(rows[i], rows[next]));
    }

    return chosen.ToArray();
}

static Clusters Lloyd(double[,] x, double[,] start)
{
    int n = x.GetLength(0), d = x.GetLength(1), k = start.GetLength(0);
    if (k < 1 || k > n) throw new ArgumentOutOfRangeException(nameof(start));
    if (start.GetLength(1) != d) throw new ArgumentException("The centres have another width.");
    double[][] rows = Rows.Of(x), centers = Rows.Of(start);
    int[] labels = null;
    while (true)
    {
        int[] next = rows.Select(row => Enumerable.Range(0, k).MinBy(c => SquaredGap(row, centers[c]))).ToArray();
        for (int c = 0; c < k; c++)
        {
            if (next.Contains(c)) continue;
            int far = Enumerable.Range(0, n).Where(i => next.Count(label => label == next[i]) > 1).MaxBy(i => SquaredGap(rows[i], centers[next[i]]));
            next[far] = c;
            centers[c] = rows[far];
        }

        if (labels != null && labels.SequenceEqual(next)) break;
        labels = next;
        centers = Enumerable.Range(0, k).Select(c => Enumerable.Range(0, d).Select(j => Enumerable.Range(0, n).Where(i => labels[i] == c).Average(i => x[i, j])).ToArray()).ToArray();
    }

    return new Clusters(Rows.Join(centers, d), labels, Enumerable.Range(0, n).Sum(i => SquaredGap(rows[i], centers[labels[i]])));
}

static Clusters FitKMeans(double[,] x, int k, int restarts, Rng rng)
{
    if (restarts < 1) throw new ArgumentOutOfRangeException(nameof(restarts));
    return Enumerable.Range(0, restarts).Select(_ => Lloyd(x, Rows.Join(SeedCenters(x, k, rng).Select(i => Rows.Of(x)[i]).ToArray(), x.GetLength(1)))).MinBy(found => found.Inertia);
}

// == ex-pca-from-scratch
static PcaModel FitShare(double[,] x, double share)
{
    if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share));
    PcaModel all = PcaModel.Fit(Mat.Of(x), Math.Min(x.GetLength(0), x.GetLength(1)));
    double total = all.Variance.Sum();
    if (total == 0) throw new ArgumentException("Nothing varies.");
    int k = 1;
    while (all.Variance.Take(k).Sum() < (share - 1e-12) * total) k++;
    return PcaModel.Fit(Mat.Of(x), k);
}

static double[,] Whiten(PcaModel model, double[,] x)
{
    double[][] scores = Columns.Of(model.Project(Mat.Of(x)).ToArray());
    return Columns.Join(scores.Select((column, t) => column.Select(score => score / Math.Sqrt(model.Variance[t])).ToArray()).ToArray(), x.GetLength(0));
}

// == ex-bias-variance
static ErrorParts Decompose(Func<double[,], double[], Func<double, double>> learner, Func<double, double> truth, double noiseSd, int n, int sets, Rng rng)
{
    if (!(noiseSd >= 0) || n < 1 || sets < 2) throw new ArgumentOutOfRangeException(nameof(n));
    List<Func<double, double>> fits = new();
    for (int set = 0; set < sets; set++)
    {
        double[,] x = new double[n, 1];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            x[i, 0] = rng.NextDouble();
            y[i] = truth(x[i, 0]) + noiseSd * rng.NextGaussian();
        }

        fits.Add(learner(x, y));
    }

    double bias2 = 0, variance = 0;
    for (int i = 0; i < 100; i++)
    {
        double point = (i + 0.5) / 100;
        double[] answers = fits.Select(fit => fit(point)).ToArray();
        double mean = answers.Average();
        bias2 += Math.Pow(mean - truth(point), 2) / 100;
        variance += answers.Average(answer => Math.Pow(answer - mean, 2)) / 100;
    }

    return new ErrorParts(bias2, variance, noiseSd * noiseSd);
}

// == ex-neighbors-and-bayes
static int NearestVote(double[,] x, int[] y, int k, double[] row)
{
    if (x.GetLength(0) != y.Length || x.GetLength(1) != row.Length) throw new ArgumentException("The shapes do not fit.");
    if (k < 1 || k > y.Length) throw new ArgumentOutOfRangeException(nameof(k));
    int[] votes = new int[y.Max() + 1];
    foreach (var near in Rows.Of(x).Select((other, i) => (Gap: other.Zip(row, (a, b) => (a - b) * (a - b)).Sum(), Row: i)).OrderBy(pair => pair).Take(k)) votes[y[near.Row]]++;
    return Array.IndexOf(votes, votes.Max());
}

static GaussianBayesModel FitGaussianBayes(double[,] x, int[] y, int classes)
{
    if (x.GetLength(0) != y.Length || y.Length == 0 || y.Any(label => label < 0 || label >= classes) || y.Distinct().Count() < classes) throw new ArgumentException("The labels do not fit.");
    int d = x.GetLength(1);
    double[,] means = new double[classes, d], variances = new double[classes, d];
    double VarianceOf(double[] values) => values.Average(v => (v - values.Average()) * (v - values.Average()));
    for (int j = 0; j < d; j++)
    {
        double[] column = Columns.Of(x)[j];
        for (int c = 0; c < classes; c++)
        {
            double[] own = column.Where((_, i) => y[i] == c).ToArray();
            means[c, j] = own.Average();
            variances[c, j] = VarianceOf(own) + 1e-9 * VarianceOf(column);
        }
    }

    return new GaussianBayesModel(Enumerable.Range(0, classes).Select(c => (double)y.Count(label => label == c) / y.Length).ToArray(), means, variances);
}

static double[] BayesPosterior(GaussianBayesModel model, double[] row)
{
    if (model.Mean.GetLength(1) != row.Length) throw new ArgumentException("The shapes do not fit.");
    double[] logits = model.Prior.Select(share => Math.Log(share)).ToArray();
    for (int c = 0; c < logits.Length; c++)
        for (int j = 0; j < row.Length; j++)
            logits[c] -= (Math.Log(model.Variance[c, j]) + Math.Pow(row[j] - model.Mean[c, j], 2) / model.Variance[c, j]) / 2;
    return LogSpace.Softmax(logits);
}

// == ex-churn-model-choice
static double PolicyValue(double[] probabilities, int[] y, double threshold, double cost, double hit)
{
    if (probabilities.Length != y.Length || y.Length == 0) throw new ArgumentException("Each row needs both.");
    int[] contacted = Enumerable.Range(0, y.Length).Where(i => probabilities[i] >= threshold).ToArray();
    return (hit * contacted.Count(i => y[i] == 1) - cost * contacted.Length) / y.Length;
}

static ModelChoice ChooseModel(IReadOnlyList<(string Name, ProbabilityLearner Learn)> candidates, double[,] x, int[] y, double cost, double hit, int folds, Rng rng)
{
    if (x.GetLength(0) != y.Length || candidates.Count == 0) throw new ArgumentException("There is no candidate, or rows lack labels.");
    if (!(cost > 0) || cost >= hit) throw new ArgumentOutOfRangeException(nameof(cost));
    double[][] rows = Rows.Of(x);
    Fold[] divisions = ModelSelection.KFold(y.Length, folds, rng);
    ModelChoice best = null;
    foreach (var (name, learn) in candidates)
    {
        double[] p = new double[y.Length];
        foreach (Fold fold in divisions)
        {
            var model = learn(Rows.Join(fold.Train.Select(i => rows[i]).ToArray(), x.GetLength(1)), fold.Train.Select(i => y[i]).ToArray());
            foreach (int i in fold.Test) p[i] = model(rows[i]);
        }

        double value = PolicyValue(p, y, cost / hit, cost, hit);
        if (best == null || value > best.Value) best = new ModelChoice(name, cost / hit, value, null);
    }

    return best with { Probability = candidates.First(candidate => candidate.Name == best.Name).Learn(x, y) };
}
