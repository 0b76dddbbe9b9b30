// Unit 12, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-fairness-audit
static GroupRates[] Audit(int[] y, int[] yHat, string[] group)
{
    if (y.Length != yHat.Length || y.Length != group.Length) throw new ArgumentException("The lengths differ.");
    SortedDictionary<string, double[,]> tables = new(StringComparer.Ordinal);
    for (int i = 0; i < y.Length; i++)
    {
        if (y[i] < 0 || y[i] > 1 || yHat[i] < 0 || yHat[i] > 1) throw new ArgumentException("Neither 0 nor 1.");
        if (!tables.ContainsKey(group[i])) tables[group[i]] = new double[2, 2];
        tables[group[i]][y[i], yHat[i]]++;
    }

    List<GroupRates> result = new();
    foreach (var (name, t) in tables)
    {
        double n = t[0, 0] + t[0, 1] + t[1, 0] + t[1, 1];
        result.Add(new GroupRates(name, (int)n, (t[1, 0] + t[1, 1]) / n, (t[0, 1] + t[1, 1]) / n, t[1, 1] / (t[1, 0] + t[1, 1]), t[0, 1] / (t[0, 0] + t[0, 1]), t[1, 1] / (t[0, 1] + t[1, 1])));
    }

    return result.ToArray();
}

static double DisparateImpact(GroupRates[] groups)
{
    if (groups.Length < 2) throw new ArgumentException("There is nothing to compare.");
    double[] selection = groups.Select(g => g.Selection).ToArray();
    return selection.Min() / selection.Max();
}

static Interval BootstrapInterval(int[] y, int[] yHat, string[] group, Func<GroupRates[], double> statistic, int b, Rng r)
{
    if (b < 2) throw new ArgumentOutOfRangeException(nameof(b));
    Audit(y, yHat, group);
    Dictionary<string, List<int>> members = new();
    for (int i = 0; i < group.Length; i++)
    {
        if (!members.ContainsKey(group[i])) members[group[i]] = new();
        members[group[i]].Add(i);
    }

    List<double> values = new();
    for (int k = 0; k < b; k++)
    {
        int[] drawn = group.Select(g => members[g][r.NextInt(members[g].Count)]).ToArray();   // in each row somebody of that row's group
        double value = statistic(Audit(drawn.Select(i => y[i]).ToArray(), drawn.Select(i => yHat[i]).ToArray(), group));
        if (!double.IsNaN(value)) values.Add(value);
    }

    values.Sort();
    double At(double q)
    {
        if (values.Count == 0) return double.NaN;
        double place = q * (values.Count - 1);
        int low = (int)place;
        return low + 1 < values.Count ? values[low] + (place - low) * (values[low + 1] - values[low]) : values[low];
    }

    return new Interval(At(0.025), At(0.975));
}

static FourFifths Judge(Interval ratio)
{
    if (ratio.Lo >= 0.8) return FourFifths.Pass;
    return ratio.Hi < 0.8 ? FourFifths.Fail : FourFifths.Inconclusive;
}

// == ex-simpson-check
static (string[] Names, List<(double P0, double N0, double P1, double N1)> Strata) Read(Tally[] table)
{
    if (table.Any(c => c.Positive < 0 || c.Positive > c.Total)) throw new ArgumentException("A cell does not fit.");
    string[] names = table.Where(c => c.Total > 0).Select(c => c.Group).Distinct().OrderBy(n => n, StringComparer.Ordinal).ToArray();
    if (names.Length != 2) throw new ArgumentException("Two groups are compared.");
    var strata = table.GroupBy(c => c.Stratum).Select(cells =>
    {
        double Sum(int g, Func<Tally, int> what) => cells.Where(c => c.Group == names[g]).Sum(what);
        return (Sum(0, c => c.Positive), Sum(0, c => c.Total), Sum(1, c => c.Positive), Sum(1, c => c.Total));
    }).ToList();
    return (names, strata);
}

static double[] RawRates(Tally[] table)
{
    var strata = Read(table).Strata;
    return new[] { strata.Sum(s => s.P0) / strata.Sum(s => s.N0), strata.Sum(s => s.P1) / strata.Sum(s => s.N1) };
}

static double[] Standardized(Tally[] table)
{
    var shared = Read(table).Strata.Where(s => s.N0 > 0 && s.N1 > 0).ToList();
    double all = shared.Sum(s => s.N0 + s.N1);
    return new[] { shared.Sum(s => (s.N0 + s.N1) * s.P0 / s.N0) / all, shared.Sum(s => (s.N0 + s.N1) * s.P1 / s.N1) / all };
}

static Reversal Detect(Tally[] table)
{
    double[] raw = RawRates(table), fair = Standardized(table);
    double gap = raw[1] - raw[0], fairGap = fair[1] - fair[0];
    int against = Read(table).Strata.Count(s => s.N0 > 0 && s.N1 > 0 && Math.Sign(s.P1 / s.N1 - s.P0 / s.N0) == -Math.Sign(gap) && gap != 0);
    return new Reversal(gap, fairGap, against, gap * fairGap < 0);
}

// == ex-impossible-together
static double ImpliedFpr(double baseRate, double ppv, double fnr)
{
    if (!(baseRate > 0) || !(baseRate < 1) || !(ppv > 0) || !(ppv <= 1) || !(fnr >= 0) || !(fnr <= 1)) throw new ArgumentOutOfRangeException();
    double found = baseRate * (1 - fnr), wrong = found * (1 - ppv) / ppv, fpr = wrong / (1 - baseRate);
    if (fpr > 1) throw new InvalidOperationException("More negatives selected than there are.");
    return fpr;
}

static double CalibrationError(double[] score, int[] y, int bins)
{
    if (score.Length == 0 || score.Length != y.Length) throw new ArgumentException("Rows.");
    foreach (double s in score) if (!(s >= 0 && s <= 1)) throw new ArgumentException("A score is no probability.");
    if (bins < 1) throw new ArgumentOutOfRangeException(nameof(bins));
    double[] scores = new double[bins], outcomes = new double[bins];
    for (int i = 0; i < y.Length; i++)
    {
        int bin = Math.Min(bins - 1, (int)(score[i] * bins));
        scores[bin] += score[i];
        outcomes[bin] += y[i];
    }

    return scores.Zip(outcomes, (s, o) => Math.Abs(s - o)).Sum() / y.Length;   // count/n times |sum/count − sum/count|
}

static TradeoffPoint[] Tradeoff(double[] score, int[] y, string[] group, double[] thresholds)
{
    if (score.Length != y.Length) throw new ArgumentException("Rows.");
    List<TradeoffPoint> points = new();
    foreach (double t in thresholds)
    {
        GroupRates[] audit = Audit(y, score.Select(s => s >= t ? 1 : 0).ToArray(), group);
        if (audit.Length < 2) throw new ArgumentException("One group.");
        double Gap(Func<GroupRates, double> rate)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (GroupRates g in audit)
            {
                if (double.IsNaN(rate(g))) return double.NaN;
                low = Math.Min(low, rate(g));
                high = Math.Max(high, rate(g));
            }

            return high - low;
        }

        points.Add(new TradeoffPoint(t, Gap(g => g.Ppv), Gap(g => g.Fpr), Gap(g => 1 - g.Tpr)));
    }

    return points.ToArray();
}

// == ex-equalized-odds
static RocPoint[] Hull(double[] score, int[] y)
{
    if (score.Length != y.Length || y.Any(v => v != 0 && v != 1) || !y.Contains(0) || !y.Contains(1)) throw new ArgumentException("Rows.");
    double p = y.Sum(), n = y.Length - p;
    List<RocPoint> roc = new() { new RocPoint(double.PositiveInfinity, 0, 0) };
    double tp = 0, fp = 0;
    foreach (var tied in score.Zip(y, (s, v) => (Score: s, Y: v)).GroupBy(row => row.Score).OrderByDescending(rows => rows.Key))
    {
        tp += tied.Count(row => row.Y == 1);
        fp += tied.Count(row => row.Y == 0);
        roc.Add(new RocPoint(tied.Key, fp / n, tp / p));
    }

    // From each corner on, to the point that lies steepest above it; of several on one line the farthest.
    List<RocPoint> hull = new() { roc[0] };
    int at = 0;
    while (at < roc.Count - 1)
    {
        int best = at + 1;
        double Angle(int k) => Math.Atan2(roc[k].Tpr - roc[at].Tpr, roc[k].Fpr - roc[at].Fpr);
        for (int k = at + 2; k < roc.Count; k++)
            if (Angle(k) >= Angle(best) - 1e-12) best = k;
        hull.Add(roc[best]);
        at = best;
    }

    return hull.ToArray();
}

static (int Left, int Right, double Share, double Height) On(RocPoint[] hull, double fpr)
{
    int left = 0;
    while (left + 1 < hull.Length && hull[left + 1].Fpr <= fpr) left++;
    int right = Math.Min(left + 1, hull.Length - 1);
    double share = right == left ? 0 : (fpr - hull[left].Fpr) / (hull[right].Fpr - hull[left].Fpr);
    return (left, right, share, (1 - share) * hull[left].Tpr + share * hull[right].Tpr);
}

static Lottery[] EqualizeOdds(double[] score, int[] y, string[] group, double costFp, double costFn)
{
    if (!(costFp > 0) || !(costFn > 0)) throw new ArgumentOutOfRangeException();
    if (score.Length != y.Length || group.Length != y.Length) throw new ArgumentException("Rows.");
    string[] names = group.Distinct().OrderBy(g => g, StringComparer.Ordinal).ToArray();
    RocPoint[][] hulls = names.Select(name =>
    {
        int[] own = Enumerable.Range(0, y.Length).Where(i => group[i] == name).ToArray();
        return Hull(own.Select(i => score[i]).ToArray(), own.Select(i => y[i]).ToArray());
    }).ToArray();
    double Lowest(double f) => hulls.Min(hull => On(hull, f).Height);
    double[] corners = hulls.SelectMany(hull => hull).Select(point => point.Fpr).Distinct().OrderBy(f => f).ToArray();
    List<double> candidates = new(corners);
    for (int k = 1; k < corners.Length; k++)
        for (int a = 0; a < hulls.Length; a++)
            for (int b = a + 1; b < hulls.Length; b++)
            {
                double before = On(hulls[a], corners[k - 1]).Height - On(hulls[b], corners[k - 1]).Height, after = On(hulls[a], corners[k]).Height - On(hulls[b], corners[k]).Height;
                if (before < 0 && after > 0 || before > 0 && after < 0) candidates.Add(corners[k - 1] + (corners[k] - corners[k - 1]) * Math.Abs(before) / (Math.Abs(before) + Math.Abs(after)));
            }

    double positives = y.Sum(), negatives = y.Length - positives;
    double f = candidates.OrderBy(c => costFp * negatives * c + costFn * positives * (1 - Lowest(c))).First(), t = Lowest(f);
    return names.Select((name, g) =>
    {
        var (left, right, share, height) = On(hulls[g], f);
        double look = height > f ? (t - f) / (height - f) : 1;
        return new Lottery(name, new[] { hulls[g][left].Threshold, hulls[g][right].Threshold, double.NegativeInfinity, double.PositiveInfinity }, new[] { look * (1 - share), look * share, (1 - look) * f, (1 - look) * (1 - f) });
    }).ToArray();
}

// == ex-label-bias-lab
static double[] Reweigh(int[] y, string[] group)
{
    if (y.Length != group.Length || y.Any(v => v != 0 && v != 1)) throw new ArgumentException("Rows.");
    double n = y.Length;
    var ofGroup = group.GroupBy(g => g).ToDictionary(rows => rows.Key, rows => rows.Count() / n);
    var ofLabel = y.GroupBy(v => v).ToDictionary(rows => rows.Key, rows => rows.Count() / n);
    var ofBoth = y.Zip(group, (v, g) => (v, g)).GroupBy(pair => pair).ToDictionary(rows => rows.Key, rows => rows.Count() / n);
    return y.Select((v, i) => ofGroup[group[i]] * ofLabel[v] / ofBoth[(v, group[i])]).ToArray();
}

static BiasSource Diagnose(AuditedSample s)
{
    int n = s.Group.Length;
    if (s.Measured.Length != n || s.Remeasured.Length != n || s.Recorded.Length != n || s.Verified.Length != n) throw new ArgumentException("Rows.");
    if (!s.Group.Contains("A") || !s.Group.Contains("B")) throw new ArgumentException("A group is missing.");
    int nB = s.Group.Count(g => g == "B");
    double[] OffIn(string g) => Enumerable.Range(0, n).Where(i => s.Group[i] == g).Select(i => Math.Abs(s.Measured[i] - s.Remeasured[i])).ToArray();
    double bySample = ChiSquareTests.Fit(new[] { n - nB, nB }, new[] { 1 - s.CensusShareB, s.CensusShareB }).P;
    double byMeasurement = TwoSamples.Welch(OffIn("A"), OffIn("B")).P;
    double byLabel = 1;
    foreach (int truth in new[] { 0, 1 })
    {
        int[,] t = new int[2, 2];
        for (int i = 0; i < n; i++)
            if (s.Verified[i] == truth) t[s.Group[i] == "A" ? 0 : 1, s.Recorded[i] == truth ? 0 : 1]++;
        bool empty = t[0, 0] + t[0, 1] == 0 || t[1, 0] + t[1, 1] == 0 || t[0, 0] + t[1, 0] == 0 || t[0, 1] + t[1, 1] == 0;
        if (!empty) byLabel = Math.Min(byLabel, ChiSquareTests.Independence(t).P);
    }

    double least = Math.Min(bySample, Math.Min(byMeasurement, byLabel));
    if (least >= 0.001) return BiasSource.None;
    return least == bySample ? BiasSource.Sampling : least == byMeasurement ? BiasSource.Measurement : BiasSource.Label;
}

// == ex-k-anonymity
static int K(Frame f, string[] quasi) =>
    f.Count == 0 ? 0 : (int)Grouping.Aggregate(f, quasi, new[] { ("*", Agg.Count) }).Get<long>("count").Known().Min();

static int Diversity(Frame f, string[] quasi, string sensitive) =>
    f.Count == 0 ? 0 : (int)Grouping.Aggregate(f, quasi, new[] { (sensitive, Agg.CountDistinct) }).Get<long>(sensitive + "_distinct").Known().Min();

static int Reidentified(Frame released, Frame publicList, string[] quasi)
{
    Frame Alone(Frame f) => Grouping.Aggregate(f, quasi, new[] { ("*", Agg.Count) }).Where(row => row.Get<long>("count") == 1);
    return HashJoin.Join(Alone(released).Select(quasi), Alone(publicList), quasi, JoinKind.Inner).Count;
}

static Frame Generalize(Frame f, int k)
{
    if (k < 1) throw new ArgumentOutOfRangeException(nameof(k));
    foreach (var (years, digits) in Anonymity.Ladder)
    {
        Frame coarse = f
            .With(Column.Known("born", f.Rows.Select(row => { long from = row.Get<long>("born") / years * years; return $"{from}-{from + years - 1}"; })))
            .With(Column.Known("zip", f.Rows.Select(row => row.Get<string>("zip").Substring(0, digits).PadRight(4, '*'))));
        string Key(Row row) => row.Get<string>("born") + " " + row.Get<string>("zip") + " " + row.Get<string>("sex");
        Dictionary<string, int> size = coarse.Rows.GroupBy(Key).ToDictionary(rows => rows.Key, rows => rows.Count());
        Frame kept = coarse.Where(row => size[Key(row)] >= k);
        if (20 * (f.Count - kept.Count) <= f.Count) return kept;
    }

    throw new InvalidOperationException("Too many rows would be left out.");
}

// == ex-differential-privacy
static void MustBePositive(double x)
{
    if (!(x > 0)) throw new ArgumentOutOfRangeException(nameof(x));
}

static double Laplace(double scale, Rng r)
{
    MustBePositive(scale);
    double Time() => -Math.Log(1 - r.NextDouble());
    return scale * (Time() - Time());
}

static double NoisyCount(int count, double epsilon, Rng r)
{
    MustBePositive(epsilon);
    return count + Laplace(1 / epsilon, r);
}

static double NoisyMean(double[] x, double lo, double hi, double epsilon, Rng r)
{
    MustBePositive(epsilon);
    if (!(hi > lo)) throw new ArgumentOutOfRangeException(nameof(hi));
    if (x.Length == 0) throw new ArgumentException("Nobody.");
    return x.Select(v => Math.Min(hi, Math.Max(lo, v))).Average() + Laplace((hi - lo) / x.Length / epsilon, r);
}

static bool RandomizedResponse(bool truth, Rng r)
{
    bool heads = r.NextInt(2) == 0;
    bool second = r.NextInt(2) == 0;
    return heads ? truth : second;
}

static double EstimateShare(bool[] answers)
{
    if (answers.Length == 0) throw new ArgumentException("Nobody.");
    return 2.0 * answers.Count(yes => yes) / answers.Length - 0.5;
}

sealed class Budget : IBudget
{
    readonly double total;
    readonly List<double> spent = new();

    public Budget(double total)
    {
        if (!(total > 0) || double.IsInfinity(total)) throw new ArgumentOutOfRangeException(nameof(total));
        this.total = total;
    }

    public double Left => Math.Max(0, total - spent.Sum());

    public bool TrySpend(double epsilon)
    {
        if (!(epsilon > 0) || double.IsInfinity(epsilon)) throw new ArgumentOutOfRangeException(nameof(epsilon));
        if (spent.Sum() + epsilon > total + 1e-9 * total) return false;
        spent.Add(epsilon);
        return true;
    }
}

// == ex-shapley
static double[] ShapleyExact(Func<bool[], double> v, int n)
{
    if (n < 0 || n > 20) throw new ArgumentOutOfRangeException(nameof(n));
    double[] worth = new double[1 << n], phi = new double[n];
    for (int c = 0; c < worth.Length; c++)
    {
        bool[] inside = new bool[n];
        for (int i = 0; i < n; i++) inside[i] = (c & 1 << i) != 0;
        worth[c] = v(inside);
    }

    double[] factorial = new double[n + 1];
    factorial[0] = 1;
    for (int k = 1; k <= n; k++) factorial[k] = k * factorial[k - 1];
    for (int c = 0; c < worth.Length; c++)
    {
        int size = System.Numerics.BitOperations.PopCount((uint)c);
        for (int i = 0; i < n; i++)
            if ((c & 1 << i) != 0) phi[i] += factorial[size - 1] * factorial[n - size] / factorial[n] * (worth[c] - worth[c ^ 1 << i]);
    }

    return phi;
}

static double[] ShapleySampled(Func<bool[], double> v, int n, int orders, Rng r)
{
    if (orders < 1) throw new ArgumentOutOfRangeException(nameof(orders));
    double[] phi = new double[n];
    double nobody = v(new bool[n]);
    for (int k = 0; k < orders; k++)
    {
        int[] order = Enumerable.Range(0, n).ToArray();
        r.Shuffle(order);
        bool[] team = new bool[n];
        double before = nobody;
        foreach (int i in order)
        {
            team[i] = true;
            double now = v(team.ToArray());
            phi[i] += now - before;
            before = now;
        }
    }

    return phi.Select(p => p / orders).ToArray();
}

static double Auc(double[] score, int[] y)
{
    if (score.Length != y.Length || !y.Contains(0) || !y.Contains(1)) throw new ArgumentException("Rows.");
    double[] negatives = score.Where((_, i) => y[i] == 0).OrderBy(s => s).ToArray();
    double won = 0, positives = 0;
    for (int i = 0; i < y.Length; i++)
    {
        if (y[i] != 1) continue;
        positives++;
        int First(Func<double, bool> past) { int low = 0, high = negatives.Length; while (low < high) { int mid = (low + high) / 2; if (past(negatives[mid])) high = mid; else low = mid + 1; } return low; }
        int below = First(s => s >= score[i]), upTo = First(s => s > score[i]);
        won += below + (upTo - below) / 2.0;
    }

    return won / positives / negatives.Length;
}

static double[] PermutationImportance(Func<double[], double> model, double[,] x, int[] y, int repeats, Rng r)
{
    if (repeats < 1) throw new ArgumentOutOfRangeException(nameof(repeats));
    int n = x.GetLength(0), d = x.GetLength(1);
    double[][] rows = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, d).Select(j => x[i, j]).ToArray()).ToArray();
    double whole = Auc(rows.Select(row => model(row.ToArray())).ToArray(), y);
    double[] loss = new double[d];
    for (int j = 0; j < d; j++)
        for (int k = 0; k < repeats; k++)
        {
            double[] column = rows.Select(row => row[j]).ToArray();
            r.Shuffle(column);
            double[] scores = rows.Select((row, i) => { double[] mixed = row.ToArray(); mixed[j] = column[i]; return model(mixed); }).ToArray();
            loss[j] += (whole - Auc(scores, y)) / repeats;
        }

    return loss;
}

// == ex-model-card
static ModelCard BuildCard(CardText text, ScoredRows rows)
{
    int n = rows.Score.Length;
    if (n == 0 || rows.Y.Length != n || rows.Group.Length != n) throw new ArgumentException("Rows.");
    var lines = Enumerable.Range(0, n).Select(i => FormattableString.Invariant($"{rows.Score[i]:R},{rows.Y[i]},{rows.Group[i]}\n"));
    byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)));
    List<GroupReport> groups = new();
    foreach (string name in rows.Group.Distinct().OrderBy(g => g, StringComparer.Ordinal))
    {
        int[] own = Enumerable.Range(0, n).Where(i => rows.Group[i] == name).ToArray();
        double[] score = own.Select(i => rows.Score[i]).ToArray();
        int[] y = own.Select(i => rows.Y[i]).ToArray();
        double? auc = null;
        if (y.Contains(0) && y.Contains(1)) auc = Auc(score, y);
        groups.Add(new GroupReport(name, own.Length, auc, CalibrationError(score, y, 10)));
    }

    return new ModelCard(text.Name, text.IntendedUse, text.OutOfScope, text.Contact, Convert.ToHexString(hash).ToLowerInvariant(), groups);
}

static Gate[] ReleaseGates(string[] expectedGroups, double leastAuc, int leastN, double mostCalibration)
{
    bool Said(string text) => !string.IsNullOrWhiteSpace(text);
    return new[]
    {
        new Gate("name and use", card => Said(card.Name) && Said(card.IntendedUse)),
        new Gate("uses out of scope", card => card.OutOfScope.Count > 0 && card.OutOfScope.All(Said)),
        new Gate("contact", card => Said(card.Contact)),
        new Gate("hash", card => System.Text.RegularExpressions.Regex.IsMatch(card.DataHash, "^[0-9a-f]{64}$")),
        new Gate("groups", card => expectedGroups.All(name => card.Groups.Single(g => g.Group == name).N >= leastN)),
        new Gate("worst AUC", card => card.Groups.Min(g => g.Auc.Value) >= leastAuc),
        new Gate("calibration", card => card.Groups.Max(g => g.Calibration) <= mostCalibration),
    };
}

static GateResult[] CheckGates(ModelCard card, Gate[] gates)
{
    bool Passes(Gate gate)
    {
        try { return gate.Holds(card); }
        catch { return false; }
    }

    return gates.Select(gate => new GateResult(gate.Name, Passes(gate))).ToArray();
}

// == ex-loan-review
static ReleaseDecision Review(LoanPilot pilot, Harm[] harms)
{
    foreach (Harm h in harms)
        if (h.Likelihood < 1 || h.Likelihood > 5 || h.Severity < 1 || h.Severity > 5) throw new ArgumentException("A scale goes from 1 to 5.");
    Harm[] sorted = harms.OrderBy(h => -h.Risk).ThenBy(h => -h.Severity).ToArray();
    ReleaseDecision no = new(Release.Refuse, new Lottery[0], double.NaN, sorted);
    string[] names = pilot.Group.Distinct().OrderBy(g => g, StringComparer.Ordinal).ToArray();
    int[] In(string name) => Enumerable.Range(0, pilot.Group.Length).Where(i => pilot.Group[i] == name).ToArray();
    bool knowsNobody = names.All(name => Auc(In(name).Select(i => pilot.Score[i]).ToArray(), In(name).Select(i => pilot.Repaid[i]).ToArray()) < 0.6);
    bool redLine = harms.Any(h => h.Severity == 5 && h.Likelihood >= 3 && (string.IsNullOrWhiteSpace(h.Safeguard) || h.Safeguard == "disclaimer"));
    if (knowsNobody || redLine) return no;

    int n = pilot.Score.Length;
    double Worth(int i) => pilot.Repaid[i] == 1 ? pilot.Gain : -pilot.Loss;
    double threshold = double.PositiveInfinity, most = 0, sum = 0;
    int[] order = Enumerable.Range(0, n).OrderByDescending(i => pilot.Score[i]).ToArray();
    for (int k = 0; k < n; k++)
    {
        sum += Worth(order[k]);
        bool last = k == n - 1 || pilot.Score[order[k + 1]] < pilot.Score[order[k]];
        if (last && sum > most) (threshold, most) = (pilot.Score[order[k]], sum);
    }

    TradeoffPoint gap = Tradeoff(pilot.Score, pilot.Repaid, pilot.Group, new[] { threshold })[0];
    if (gap.FprGap <= 0.08 && gap.FnrGap <= 0.08) return new(Release.Ship, names.Select(name => new Lottery(name, new[] { threshold }, new[] { 1.0 })).ToArray(), 0, sorted);
    Lottery[] rules = EqualizeOdds(pilot.Score, pilot.Repaid, pilot.Group, pilot.Loss, pilot.Gain);
    double profit = Enumerable.Range(0, n).Sum(i => Worth(i) * rules[Array.IndexOf(names, pilot.Group[i])].Chance(pilot.Score[i])) / n;
    return profit > 0 ? new(Release.ShipWithRules, rules, most / n - profit, sorted) : no;
}
