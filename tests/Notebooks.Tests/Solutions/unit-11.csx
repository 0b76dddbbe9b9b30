// Unit 11, solved as a learner would. Each section stands in for the stub cell of its name.

// == ex-growth-and-recurrences
static GrowthFit Classify(int[] n, long[] cost)
{
    if (n.Length != cost.Length || n.Length < 6) throw new ArgumentException("Six sizes at least, and a cost for each.");
    if (n[0] < 2 || cost.Min() < 1 || n.Zip(n.Skip(1)).Any(pair => pair.First >= pair.Second)) throw new ArgumentException("Sizes rise from 2 on, costs from 1.");
    (GrowthClass Growth, Func<double, double> Log)[] classes =
    [
        (GrowthClass.Constant, _ => 0), (GrowthClass.Logarithmic, x => Math.Log(Math.Log(x))), (GrowthClass.Linear, x => Math.Log(x)), (GrowthClass.Linearithmic, x => Math.Log(x * Math.Log(x))),
        (GrowthClass.Quadratic, x => 2 * Math.Log(x)), (GrowthClass.Cubic, x => 3 * Math.Log(x)), (GrowthClass.Exponential, x => x * Math.Log(2)),
    ];
    int[] larger = n[(n.Length / 2)..];
    double[] logs = cost[(n.Length / 2)..].Select(c => Math.Log(c)).ToArray();
    double best = double.PositiveInfinity;
    GrowthClass answer = GrowthClass.Constant;
    foreach (var (growth, log) in classes)
    {
        double[] constants = logs.Zip(larger, (y, x) => y - log(x)).ToArray();
        double mean = constants.Average(), spread = constants.Sum(c => (c - mean) * (c - mean));
        if (spread < best) (best, answer) = (spread, growth);
    }

    double[] xs = larger.Select(x => Math.Log(x)).ToArray();
    double meanX = xs.Average(), meanY = logs.Average(), top = 0, bottom = 0;
    for (int i = 0; i < xs.Length; i++)
    {
        top += (xs[i] - meanX) * (logs[i] - meanY);
        bottom += (xs[i] - meanX) * (xs[i] - meanX);
    }

    return new GrowthFit(answer, top / bottom);
}

static PowerLog Master(double a, double b, double d)
{
    if (!(a >= 1)) throw new ArgumentOutOfRangeException(nameof(a));
    if (!(b > 1)) throw new ArgumentOutOfRangeException(nameof(b));
    if (!(d >= 0)) throw new ArgumentOutOfRangeException(nameof(d));
    double ratio = a / Math.Pow(b, d);   // of one level to the level above
    if (Math.Abs(ratio - 1) < 1e-9) return new PowerLog(d, 1);
    return ratio < 1 ? new PowerLog(d, 0) : new PowerLog(Math.Log(a, b), 0);
}

// == ex-amortized-array
sealed class MyList : IGrowList
{
    private readonly Func<int, CountedArray<int>> _allocate;
    private readonly Func<int, int> _grow;
    private CountedArray<int> _array;

    public MyList(Func<int, CountedArray<int>> allocate, Func<int, int> grow)
    {
        _allocate = allocate;
        _grow = grow;
    }

    public int Count { get; private set; }

    public int Capacity => _array is null ? 0 : _array.Length;

    public void Add(int value)
    {
        if (Count == Capacity)
        {
            int next = _grow(Capacity);
            if (next <= Capacity) throw new InvalidOperationException("No more room.");
            Resize(next);
        }

        _array[Count] = value;
        Count++;
    }

    public int RemoveLast()
    {
        if (Count == 0) throw new InvalidOperationException("Empty.");
        Count--;
        int value = _array[Count];
        if (Count * 4 <= Capacity) Resize(Capacity / 2);
        return value;
    }

    public int At(int index)
    {
        if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index));
        return _array[index];
    }

    private void Resize(int capacity)
    {
        CountedArray<int> next = _allocate(capacity);
        for (int i = 0; i < Count; i++) next[i] = _array[i];
        _array = next;
    }
}

// == ex-verifiers
static bool VerifySat(Cnf f, bool[] assignment)
{
    if (assignment.Length != f.Vars) return false;
    foreach (int[] clause in f.Clauses)
        if (!clause.Any(literal => literal > 0 ? assignment[literal - 1] : !assignment[-literal - 1])) return false;
    return true;
}

static bool VerifyClique(UGraph g, int[] set, int k)
{
    if (set.Length < k || set.ToHashSet().Count < set.Length || set.Any(v => v < 0 || v >= g.Count)) return false;
    var joined = new HashSet<(int, int)>();
    foreach (var (a, b) in g.Edges)
    {
        joined.Add((a, b));
        joined.Add((b, a));
    }

    return set.All(a => set.All(b => a == b || joined.Contains((a, b))));
}

static bool VerifyTour(double[,] distances, int[] tour, double bound)
{
    int n = distances.GetLength(0);
    if (tour.Length != n || Enumerable.Range(0, n).Except(tour).Any()) return false;
    double length = distances[tour[n - 1], tour[0]];
    for (int i = 1; i < n; i++) length += distances[tour[i - 1], tour[i]];
    return length <= bound;
}

static bool VerifySubsetSum(long[] numbers, int[] places, long target)
{
    bool[] used = new bool[numbers.Length];
    Int128 sum = 0;
    foreach (int place in places)
    {
        if (place < 0 || place >= numbers.Length || used[place]) return false;
        used[place] = true;
        sum += numbers[place];
    }

    return sum == target;
}

// == ex-reduce-to-independent-set
static (UGraph G, int K) Reduce(Cnf f)
{
    var literals = new List<int>();
    var edges = new List<(int A, int B)>();
    foreach (int[] clause in f.Clauses)
    {
        if (clause.Length > 3) throw new ArgumentException("Three literals at most.");
        int first = literals.Count;
        foreach (int literal in clause)
        {
            for (int other = 0; other < literals.Count; other++)
                if (other >= first || literals[other] == -literal) edges.Add((other, literals.Count));
            literals.Add(literal);
        }
    }

    return (new UGraph(literals.Count, edges), f.Clauses.Length);
}

static bool[] MapBack(Cnf f, int[] independentSet)
{
    int[] literals = f.Clauses.SelectMany(clause => clause).ToArray();
    var chosen = independentSet.Select(v => literals[v]).ToHashSet();
    return Enumerable.Range(1, f.Vars).Select(v => chosen.Contains(v)).ToArray();
}

// == ex-dpll-solver
static SatResult Solve(Cnf f, long maxDecisions)
{
    if (maxDecisions < 0) throw new ArgumentOutOfRangeException(nameof(maxDecisions));
    if (f.Clauses.Any(clause => clause.Any(literal => literal == 0 || Math.Abs(literal) > f.Vars))) throw new ArgumentException("No such variable.");
    long guesses = 0;
    int[] model = null;
    bool? found = Search(new int[f.Vars + 1]);   // 1 true, −1 false, 0 unknown
    return new SatResult(found, found == true ? model.Skip(1).Select(value => value == 1).ToArray() : null, guesses);

    bool? Search(int[] values)
    {
        List<int[]> open;
        while (true)
        {
            open = new List<int[]>();
            foreach (int[] clause in f.Clauses)
                if (!clause.Any(literal => values[Math.Abs(literal)] == Math.Sign(literal))) open.Add(clause.Where(literal => values[Math.Abs(literal)] == 0).Distinct().ToArray());
            if (open.Any(clause => clause.Length == 0)) return false;
            var seen = open.SelectMany(clause => clause).ToHashSet();
            int[] forced = open.Where(clause => clause.Length == 1).Select(clause => clause[0]).Take(1).ToArray();
            if (forced.Length == 0) forced = seen.Where(literal => !seen.Contains(-literal)).ToArray();
            if (forced.Length == 0) break;
            foreach (int literal in forced) values[Math.Abs(literal)] = Math.Sign(literal);
        }

        if (open.Count == 0)
        {
            model = values;
            return true;
        }

        if (guesses == maxDecisions) return null;
        guesses++;
        int shortest = open.Min(clause => clause.Length);
        int guess = open.Where(clause => clause.Length == shortest).SelectMany(clause => clause).GroupBy(literal => literal).OrderByDescending(group => group.Count()).First().Key;
        foreach (int literal in new[] { guess, -guess })
        {
            int[] copy = (int[])values.Clone();
            copy[Math.Abs(literal)] = Math.Sign(literal);
            bool? answer = Search(copy);
            if (answer != false) return answer;
        }

        return false;
    }
}

// == ex-held-karp-tsp
static RoundTour Shortest(CountedDistances distances)
{
    int n = distances.Cities;
    if (n < 1 || n > 20) throw new ArgumentException("1 to 20 cities.");
    if (n == 1) return new RoundTour(0, [0]);
    int full = 1 << (n - 1);
    var length = new double[full, n];
    var before = new int[full, n];
    for (int set = 1; set < full; set++)
        for (int last = 1; last < n; last++)
        {
            int bit = 1 << (last - 1);
            if ((set & bit) == 0) continue;
            int rest = set ^ bit;
            length[set, last] = rest == 0 ? distances[0, last] : double.PositiveInfinity;
            for (int from = 1; from < n; from++)
            {
                if ((rest & (1 << (from - 1))) == 0) continue;
                double way = length[rest, from] + distances[from, last];
                if (way >= length[set, last]) continue;
                length[set, last] = way;
                before[set, last] = from;
            }
        }

    int end = 1;
    double best = double.PositiveInfinity;
    for (int last = 1; last < n; last++)
    {
        double way = length[full - 1, last] + distances[last, 0];
        if (way < best) (best, end) = (way, last);
    }

    var tour = new List<int>();
    for (int set = full - 1; end != 0;)
    {
        tour.Add(end);
        int previous = before[set, end];
        set ^= 1 << (end - 1);
        end = previous;
    }

    tour.Add(0);
    tour.Reverse();
    return new RoundTour(best, tour.ToArray());
}

// == ex-approximation-ratios
static int[] VertexCover(UGraph g)
{
    bool[] isIn = new bool[g.Count];
    foreach (var (a, b) in g.Edges)
        if (!isIn[a] && !isIn[b]) isIn[a] = isIn[b] = true;
    return Enumerable.Range(0, g.Count).Where(v => isIn[v]).ToArray();
}

static int[] DoubleTreeTour(double[,] metric)
{
    int n = metric.GetLength(0);
    var edges = new List<WeightedEdge>();
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++)
        {
            if (metric[a, b] != metric[b, a]) throw new ArgumentException("Not the same both ways.");
            for (int c = 0; c < n; c++)
                if (metric[a, b] > (metric[a, c] + metric[c, b]) * (1 + 1e-9)) throw new ArgumentException("A detour is shorter.");
            if (a < b) edges.Add(new WeightedEdge(a, b, metric[a, b]));
        }

    var tree = SpanningTree.Kruskal(n, edges.ToArray());
    var tour = new List<int>();
    Walk(0, -1);
    return tour.ToArray();

    void Walk(int city, int from)
    {
        tour.Add(city);
        foreach (var edge in tree)
        {
            int next = edge.From == city ? edge.To : edge.To == city ? edge.From : from;
            if (next != from) Walk(next, city);
        }
    }
}

static int[] MaxCover(int[][] sets, int k)
{
    if (k < 0) throw new ArgumentOutOfRangeException(nameof(k));
    var covered = new HashSet<int>();
    var chosen = new List<int>();
    while (chosen.Count < k)
    {
        int best = -1, most = 0;
        for (int i = 0; i < sets.Length; i++)
        {
            int adds = sets[i].ToHashSet().Except(covered).Count();
            if (adds > most) (best, most) = (i, adds);
        }

        if (best < 0) break;
        chosen.Add(best);
        covered.UnionWith(sets[best]);
    }

    return chosen.ToArray();
}

// == ex-knapsack-fptas
static int[] Exact(long[] weights, long[] values, long capacity)
{
    if (weights.Length != values.Length || capacity < 0 || weights.Any(w => w < 0) || values.Any(v => v < 0)) throw new ArgumentException("Lengths or signs.");
    int n = weights.Length;
    int total = (int)values.Sum();
    var lightest = new Int128[n + 1, total + 1];   // of the first i things, worth exactly v; −1 where none is
    for (int i = 0; i <= n; i++)
        for (int v = 0; v <= total; v++)
        {
            Int128 without = i == 0 ? (v == 0 ? 0 : -1) : lightest[i - 1, v];
            Int128 with = i > 0 && v >= values[i - 1] && lightest[i - 1, v - values[i - 1]] >= 0 ? lightest[i - 1, v - values[i - 1]] + weights[i - 1] : -1;
            lightest[i, v] = without < 0 || (with >= 0 && with < without) ? with : without;
        }

    int worth = total;
    while (lightest[n, worth] < 0 || lightest[n, worth] > capacity) worth--;
    var chosen = new List<int>();
    for (int i = n; i > 0; i--)
    {
        if (lightest[i, worth] == lightest[i - 1, worth]) continue;
        chosen.Add(i - 1);
        worth -= (int)values[i - 1];
    }

    return chosen.ToArray();
}

static int[] Nearly(long[] weights, long[] values, long capacity, double epsilon)
{
    if (!(epsilon > 0) || !(epsilon < 1)) throw new ArgumentOutOfRangeException(nameof(epsilon));
    if (weights.Length != values.Length) throw new ArgumentException("Lengths.");
    int[] fitting = Enumerable.Range(0, weights.Length).Where(i => weights[i] <= capacity).ToArray();
    double unit = fitting.Length == 0 ? 1 : Math.Max(1, epsilon * fitting.Max(i => values[i]) / fitting.Length);
    int[] chosen = Exact(fitting.Select(i => weights[i]).ToArray(), fitting.Select(i => (long)Math.Floor(values[i] / unit)).ToArray(), capacity);
    return chosen.Select(i => fitting[i]).ToArray();
}

// == ex-labeling-budget
static LabelingPlan Choose(CountedSimilarity similarity, double[] cost, double budget)
{
    int n = similarity.Items;
    if (cost.Length != n || cost.Any(c => !(c > 0))) throw new ArgumentException("A cost above 0 for each item.");
    if (!(budget >= 0)) throw new ArgumentOutOfRangeException(nameof(budget));
    var covered = new double[n];
    var chosen = new List<int>();
    var queue = new PriorityQueue<int, (double, int)>();
    var countedAt = new int[n];
    for (int item = 0; item < n; item++) queue.Enqueue(item, (-Gain(item) / cost[item], item));
    while (queue.Count > 0)
    {
        int item = queue.Dequeue();
        if (cost[item] > budget) continue;
        if (countedAt[item] == chosen.Count)
        {
            chosen.Add(item);
            budget -= cost[item];
            for (int i = 0; i < n; i++) covered[i] = Math.Max(covered[i], similarity[item, i]);
        }
        else
        {
            countedAt[item] = chosen.Count;
            queue.Enqueue(item, (-Gain(item) / cost[item], item));
        }
    }

    return new LabelingPlan(chosen.ToArray(), covered.Sum());

    double Gain(int item)
    {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += Math.Max(0, similarity[item, i] - covered[i]);
        return sum;
    }
}
