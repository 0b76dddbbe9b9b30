// Unit 10, solved as a learner would. Each section stands in for the stub cell of its name.

// == ex-open-addressing-map
sealed class MyMap<K, V> : IMap<K, V>
    where K : notnull
{
    private readonly IEqualityComparer<K> _comparer;
    private K[] _keys = new K[11];
    private V[] _values = new V[11];
    private byte[] _states = new byte[11];   // 0 free, 1 used, 2 removed
    private int _taken;

    public MyMap(IEqualityComparer<K> comparer) => _comparer = comparer;

    public int Count { get; private set; }

    public void Set(K key, V value)
    {
        int place = Search(key, out int gap);
        if (place >= 0)
        {
            _values[place] = value;
            return;
        }

        if (_states[gap] == 0) _taken++;
        (_keys[gap], _values[gap], _states[gap]) = (key, value, 1);
        Count++;
        if (2 * _taken >= _keys.Length) Rebuild(NextPrime(Math.Max(11, 4 * Count)));
    }

    public bool TryGet(K key, out V value)
    {
        int place = Search(key, out _);
        value = place >= 0 ? _values[place] : default;
        return place >= 0;
    }

    public bool Remove(K key)
    {
        int place = Search(key, out _);
        if (place < 0) return false;
        (_keys[place], _values[place], _states[place]) = (default, default, 2);
        Count--;
        return true;
    }

    private int Search(K key, out int gap)
    {
        if (key is null) throw new ArgumentNullException(nameof(key));
        gap = -1;
        int i = (int)((uint)_comparer.GetHashCode(key) % (uint)_keys.Length);
        while (_states[i] != 0)
        {
            if (_states[i] == 2 && gap < 0) gap = i;
            if (_states[i] == 1 && _comparer.Equals(_keys[i], key)) return i;
            i = i + 1 == _keys.Length ? 0 : i + 1;
        }

        if (gap < 0) gap = i;
        return -1;
    }

    private void Rebuild(int size)
    {
        var (keys, values, states) = (_keys, _values, _states);
        (_keys, _values, _states) = (new K[size], new V[size], new byte[size]);
        (_taken, Count) = (0, 0);
        for (int i = 0; i < keys.Length; i++)
            if (states[i] == 1) Set(keys[i], values[i]);
    }

    private static int NextPrime(int n)
    {
        for (; ; n++)
        {
            bool isPrime = true;
            for (int d = 2; d * d <= n; d++)
                if (n % d == 0) isPrime = false;
            if (isPrime) return n;
        }
    }
}

// == ex-top-k-stream
static T[] Largest<T>(IEnumerable<T> stream, int k, IComparer<T> order)
{
    if (k < 0) throw new ArgumentOutOfRangeException(nameof(k));
    var kept = new List<T>();   // best first
    foreach (T item in stream)
    {
        if (k == 0) break;
        if (kept.Count == k && order.Compare(item, kept[k - 1]) <= 0) continue;
        int low = 0, high = kept.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (order.Compare(item, kept[middle]) > 0) high = middle;
            else low = middle + 1;
        }

        if (kept.Count == k) kept.RemoveAt(k - 1);
        kept.Insert(low, item);
    }

    return kept.ToArray();
}

// == ex-indexed-priority-queue
sealed class MyQueue : IIndexedQueue<double>
{
    private readonly IComparer<double> _order;
    private readonly double[] _keys;
    private readonly int[] _place;
    private readonly List<int> _heap = new();

    public MyQueue(int n, IComparer<double> order)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n));
        _order = order;
        _keys = new double[n];
        _place = Enumerable.Repeat(-1, n).ToArray();
    }

    public int Count => _heap.Count;

    public bool Contains(int id)
    {
        if (id < 0 || id >= _keys.Length) throw new ArgumentOutOfRangeException(nameof(id));
        return _place[id] >= 0;
    }

    public void Push(int id, double key)
    {
        if (Contains(id)) throw new InvalidOperationException("It waits already.");
        _keys[id] = key;
        _heap.Add(id);
        _place[id] = _heap.Count - 1;
        Up(_heap.Count - 1);
    }

    public void DecreaseKey(int id, double key)
    {
        if (!Contains(id)) throw new InvalidOperationException("It does not wait.");
        if (_order.Compare(key, _keys[id]) > 0) throw new ArgumentException("The key would rise.");
        _keys[id] = key;
        Up(_place[id]);
    }

    public int PopMin()
    {
        if (_heap.Count == 0) throw new InvalidOperationException("Nothing waits.");
        int top = _heap[0];
        Swap(0, _heap.Count - 1);
        _heap.RemoveAt(_heap.Count - 1);
        _place[top] = -1;
        Down(0);
        return top;
    }

    private void Up(int i)
    {
        if (i == 0) return;
        int parent = (i - 1) / 2;
        if (!Less(i, parent)) return;
        Swap(i, parent);
        Up(parent);
    }

    private void Down(int i)
    {
        int smallest = i;
        for (int child = 2 * i + 1; child <= 2 * i + 2 && child < _heap.Count; child++)
            if (Less(child, smallest)) smallest = child;
        if (smallest == i) return;
        Swap(i, smallest);
        Down(smallest);
    }

    private bool Less(int i, int j) => _order.Compare(_keys[_heap[i]], _keys[_heap[j]]) < 0;

    private void Swap(int i, int j)
    {
        (_heap[i], _heap[j]) = (_heap[j], _heap[i]);
        _place[_heap[i]] = i;
        _place[_heap[j]] = j;
    }
}

// == ex-union-find
sealed class MySets : IDisjointSets
{
    private readonly CountedArray<int> _parents;
    private readonly int[] _rank;

    public MySets(CountedArray<int> parents)
    {
        _parents = parents;
        _rank = new int[parents.Length];
        for (int i = 0; i < parents.Length; i++) parents[i] = i;
        Components = parents.Length;
    }

    public int Components { get; private set; }

    public int Find(int a)
    {
        if (a < 0 || a >= _rank.Length) throw new ArgumentOutOfRangeException(nameof(a));
        int parent = _parents[a];
        if (parent == a) return a;
        int root = Find(parent);
        if (root != parent) _parents[a] = root;
        return root;
    }

    public bool Union(int a, int b)
    {
        int x = Find(a), y = Find(b);
        if (x == y) return false;
        if (_rank[x] > _rank[y]) _parents[y] = x;
        else _parents[x] = y;
        if (_rank[x] == _rank[y]) _rank[y]++;
        Components--;
        return true;
    }
}

static WeightedEdge[] Kruskal(int n, WeightedEdge[] edges)
{
    foreach (WeightedEdge edge in edges)
        if (edge.From < 0 || edge.To < 0 || edge.From >= n || edge.To >= n || double.IsNaN(edge.Weight)) throw new ArgumentException("No such edge: " + edge);
    var sets = new MySets(new CountedArray<int>(n));
    var tree = new List<WeightedEdge>();
    foreach (WeightedEdge edge in edges.OrderBy(edge => edge.Weight))
        if (sets.Union(edge.From, edge.To)) tree.Add(edge);
    return tree.ToArray();
}

// == ex-graph-orders
static int[] TopologicalOrder(int n, IReadOnlyList<(int From, int To)> edges)
{
    var next = new List<int>[n];
    for (int v = 0; v < n; v++) next[v] = new List<int>();
    int[] incoming = new int[n];
    foreach (var (from, to) in edges)
    {
        if (from < 0 || to < 0 || from >= n || to >= n) throw new ArgumentException("No such vertex.");
        next[from].Add(to);
        incoming[to]++;
    }

    var ready = new Queue<int>();
    for (int v = 0; v < n; v++)
        if (incoming[v] == 0) ready.Enqueue(v);
    var order = new List<int>();
    while (ready.Count > 0)
    {
        int v = ready.Dequeue();
        order.Add(v);
        foreach (int to in next[v])
            if (--incoming[to] == 0) ready.Enqueue(to);
    }

    if (order.Count == n) return order.ToArray();
    int[] before = new int[n];
    for (int v = 0; v < n; v++)
        if (incoming[v] > 0)
            foreach (int to in next[v]) before[to] = v;
    int at = Array.FindIndex(incoming, count => count > 0);
    var seen = new HashSet<int>();
    while (seen.Add(at)) at = before[at];
    var cycle = new List<int> { at };
    for (int v = before[at]; v != at; v = before[v]) cycle.Insert(0, v);
    throw new CycleException(cycle.ToArray());
}

static double[] ShortestPaths(int n, IReadOnlyList<WeightedEdge> edges, int source)
{
    if (source < 0 || source >= n) throw new ArgumentOutOfRangeException(nameof(source));
    var next = new List<WeightedEdge>[n];
    for (int v = 0; v < n; v++) next[v] = new List<WeightedEdge>();
    foreach (WeightedEdge edge in edges)
    {
        if (edge.From < 0 || edge.To < 0 || edge.From >= n || edge.To >= n) throw new ArgumentException("No such vertex.");
        if (!(edge.Weight >= 0)) throw new ArgumentException("A negative weight.");
        next[edge.From].Add(edge);
    }

    double[] distances = Enumerable.Repeat(double.PositiveInfinity, n).ToArray();
    distances[source] = 0;
    var waiting = new MyQueue(n, Comparer<double>.Default);
    waiting.Push(source, 0);
    while (waiting.Count > 0)
    {
        int v = waiting.PopMin();
        foreach (WeightedEdge edge in next[v])
        {
            double distance = distances[v] + edge.Weight;
            if (distance >= distances[edge.To]) continue;
            distances[edge.To] = distance;
            if (waiting.Contains(edge.To)) waiting.DecreaseKey(edge.To, distance);
            else waiting.Push(edge.To, distance);
        }
    }

    return distances;
}

// == ex-edit-distance
static int Distance(string a, string b)
{
    if (b.Length > a.Length) return Distance(b, a);
    int[] above = new int[b.Length + 1], row = new int[b.Length + 1];
    for (int j = 0; j <= b.Length; j++) above[j] = j;
    for (int i = 1; i <= a.Length; i++)
    {
        row[0] = i;
        for (int j = 1; j <= b.Length; j++)
            row[j] = a[i - 1] == b[j - 1] ? above[j - 1] : 1 + Math.Min(above[j - 1], Math.Min(above[j], row[j - 1]));
        (above, row) = (row, above);
    }

    return above[b.Length];
}

static Edit[] Script(string a, string b)
{
    int[,] rest = new int[a.Length + 1, b.Length + 1];   // what is left to do from (i, j) on
    for (int i = a.Length; i >= 0; i--)
        for (int j = b.Length; j >= 0; j--)
            rest[i, j] = i == a.Length || j == b.Length ? a.Length - i + b.Length - j
                : a[i] == b[j] ? rest[i + 1, j + 1] : 1 + Math.Min(rest[i + 1, j + 1], Math.Min(rest[i + 1, j], rest[i, j + 1]));
    var script = new List<Edit>();
    int x = 0, y = 0;
    while (x < a.Length || y < b.Length)
    {
        if (x < a.Length && y < b.Length && a[x] == b[y])
        {
            script.Add(new Edit(EditKind.Keep, a[x]));
            (x, y) = (x + 1, y + 1);
        }
        else if (x < a.Length && y < b.Length && rest[x, y] == rest[x + 1, y + 1] + 1)
        {
            script.Add(new Edit(EditKind.Replace, b[y]));
            (x, y) = (x + 1, y + 1);
        }
        else if (x < a.Length && rest[x, y] == rest[x + 1, y] + 1) script.Add(new Edit(EditKind.Delete, a[x++]));
        else script.Add(new Edit(EditKind.Insert, b[y++]));
    }

    return script.ToArray();
}

// == ex-viterbi
static StatePath MostLikely(double[] logStart, double[,] logTrans, double[,] logEmit, int[] observations)
{
    int n = logStart.Length, length = observations.Length;
    if (logTrans.GetLength(0) != n || logTrans.GetLength(1) != n || logEmit.GetLength(0) != n) throw new ArgumentException("The shapes do not fit.");
    if (observations.Any(symbol => symbol < 0 || symbol >= logEmit.GetLength(1))) throw new ArgumentException("No such symbol.");
    if (length == 0) return new StatePath(new int[0], 0);
    double[,] score = new double[length, n];
    int[,] from = new int[length, n];
    for (int t = 0; t < length; t++)
        for (int s = 0; s < n; s++)
        {
            double best = t == 0 ? logStart[s] : double.NegativeInfinity;
            for (int r = 0; t > 0 && r < n; r++)
                if (score[t - 1, r] + logTrans[r, s] > best) (best, from[t, s]) = (score[t - 1, r] + logTrans[r, s], r);
            score[t, s] = best + logEmit[s, observations[t]];
        }

    int last = Enumerable.Range(0, n).OrderByDescending(s => score[length - 1, s]).First();
    if (double.IsNegativeInfinity(score[length - 1, last])) return new StatePath(new int[0], double.NegativeInfinity);
    int[] path = new int[length];
    path[length - 1] = last;
    for (int t = length - 1; t > 0; t--) path[t - 1] = from[t, path[t]];
    return new StatePath(path, score[length - 1, last]);
}

// == ex-sparse-rows
static Csr FromTriplets(int rows, int cols, (int R, int C, double V)[] triplets)
{
    foreach (var (r, c, _) in triplets)
        if (r < 0 || c < 0 || r >= rows || c >= cols) throw new ArgumentException("Outside of the matrix.");
    int[] starts = new int[rows + 1];
    var columns = new List<int>();
    var values = new List<double>();
    (int R, int C) before = (-1, -1);
    foreach (var (r, c, v) in triplets.OrderBy(triplet => triplet.R).ThenBy(triplet => triplet.C))
    {
        if ((r, c) == before) values[values.Count - 1] += v;
        else
        {
            columns.Add(c);
            values.Add(v);
            starts[r + 1]++;
        }

        before = (r, c);
    }

    for (int r = 0; r < rows; r++) starts[r + 1] += starts[r];
    return new Csr(rows, cols, starts, columns.ToArray(), values.ToArray());
}

static double[] Multiply(Csr m, double[] x)
{
    if (x.Length != m.Cols) throw new ArgumentException("x has another length.");
    double[] y = new double[m.Rows];
    for (int r = 0; r < m.Rows; r++)
    {
        double sum = 0;
        for (int e = m.Starts[r]; e < m.Starts[r + 1]; e++) sum += m.Values[e] * x[m.Columns[e]];
        y[r] = sum;
    }

    return y;
}

static Csr Transpose(Csr m)
{
    var turned = new List<(int, int, double)>();
    for (int r = 0; r < m.Rows; r++)
        for (int e = m.Starts[r]; e < m.Starts[r + 1]; e++) turned.Add((m.Columns[e], r, m.Values[e]));
    return FromTriplets(m.Cols, m.Rows, turned.ToArray());
}

// == ex-kd-tree
sealed class MyTree : INeighbors
{
    private readonly CountedPoints _points;
    private readonly Part _root;

    public MyTree(CountedPoints points)
    {
        _points = points;
        _root = Make(Enumerable.Range(0, points.Count).ToList(), 0);
    }

    public int[] Nearest(double[] q, int k)
    {
        if (k < 0) throw new ArgumentOutOfRangeException(nameof(k));
        if (_points.Count > 0 && q.Length != _points.Dimensions) throw new ArgumentException("q has another length.");
        var kept = new List<(double Distance, int Index)>();
        if (k > 0) Look(_root, q, k, kept);
        return kept.Select(entry => entry.Index).ToArray();
    }

    private Part Make(List<int> indices, int depth)
    {
        if (indices.Count == 0) return null;
        int axis = depth % _points.Dimensions, middle = indices.Count / 2;
        List<int> sorted = indices.OrderBy(i => _points[i, axis]).ToList();
        return new Part(sorted[middle], axis, Make(sorted.GetRange(0, middle), depth + 1), Make(sorted.GetRange(middle + 1, sorted.Count - middle - 1), depth + 1));
    }

    private void Look(Part part, double[] q, int k, List<(double Distance, int Index)> kept)
    {
        if (part is null) return;
        var here = (_points.SquaredDistance(part.Point, q), part.Point);
        int place = kept.FindIndex(entry => here.CompareTo(entry) < 0);
        kept.Insert(place < 0 ? kept.Count : place, here);
        if (kept.Count > k) kept.RemoveAt(k);
        double gap = q[part.Axis] - _points[part.Point, part.Axis];
        Look(gap <= 0 ? part.Below : part.Above, q, k, kept);
        if (kept.Count < k || gap * gap <= kept[kept.Count - 1].Distance) Look(gap <= 0 ? part.Above : part.Below, q, k, kept);
    }

    private sealed record Part(int Point, int Axis, Part Below, Part Above);
}

// == ex-alias
static AliasTable Build(double[] weights)
{
    double sum = weights.Sum();
    if (weights.Length == 0 || weights.Any(weight => !(weight >= 0)) || !(sum > 0) || double.IsInfinity(sum)) throw new ArgumentException("No weights to draw by.");
    int n = weights.Length;
    double[] left = weights.Select(weight => weight / (sum / n)).ToArray(), keep = new double[n];
    int[] alias = new int[n];
    var low = new Queue<int>();
    var high = new Queue<int>();
    for (int i = 0; i < n; i++) (left[i] < 1 ? low : high).Enqueue(i);
    while (low.Count > 0 && high.Count > 0)
    {
        int small = low.Dequeue(), large = high.Dequeue();
        (keep[small], alias[small]) = (left[small], large);
        left[large] -= 1 - left[small];
        (left[large] < 1 ? low : high).Enqueue(large);
    }

    foreach (int i in low.Concat(high)) (keep[i], alias[i]) = (1, i);
    return new AliasTable(keep, alias);
}

static int DrawOne(AliasTable table, Rng rng)
{
    int column = rng.NextInt(table.Keep.Length);
    double height = rng.NextDouble();
    return height < table.Keep[column] ? column : table.Alias[column];
}

static T[] SampleStream<T>(IEnumerable<T> stream, int k, Rng rng)
{
    if (k < 0) throw new ArgumentOutOfRangeException(nameof(k));
    var sample = new List<T>();
    int seen = 0;
    foreach (T item in stream)
    {
        seen++;
        if (sample.Count < k) sample.Add(item);
        else if (k > 0 && rng.NextDouble() * seen < k) sample[rng.NextInt(k)] = item;
    }

    return sample.ToArray();
}

// == ex-sketches
sealed class MyFilter : IKeyFilter
{
    private readonly System.Collections.BitArray _set;
    private readonly int _hashes;

    public MyFilter(int bits, int hashes)
    {
        if (bits < 1 || hashes < 1) throw new ArgumentOutOfRangeException(nameof(bits));
        _set = new System.Collections.BitArray(bits);
        _hashes = hashes;
    }

    public void Add(ulong key)
    {
        foreach (int place in Places(key)) _set[place] = true;
    }

    public bool MayContain(ulong key) => Places(key).All(place => _set[place]);

    private IEnumerable<int> Places(ulong key) => Enumerable.Range(0, _hashes).Select(i => (int)(KeyHash.Of(key, (ulong)i) % (ulong)_set.Length));
}

sealed class MyCounts : IFrequencySketch
{
    private readonly long[][] _rows;

    public MyCounts(int width, int depth)
    {
        if (width < 1 || depth < 1) throw new ArgumentOutOfRangeException(nameof(width));
        _rows = Enumerable.Range(0, depth).Select(_ => new long[width]).ToArray();
    }

    public void Add(ulong key, long count)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count));
        for (int i = 0; i < _rows.Length; i++) _rows[i][Place(key, i)] += count;
    }

    public long Estimate(ulong key) => _rows.Select((row, i) => row[Place(key, i)]).Min();

    private int Place(ulong key, int i) => (int)(KeyHash.Of(key, (ulong)i) % (ulong)_rows[i].Length);
}

static double MinHashJaccard(int[] a, int[] b, int hashes, ulong seed)
{
    if (hashes < 1) throw new ArgumentOutOfRangeException(nameof(hashes));
    if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;
    int equal = 0;
    for (int i = 0; i < hashes; i++)
    {
        ulong function = KeyHash.Of((ulong)i, seed);
        if (a.Min(element => KeyHash.Of((ulong)element, function)) == b.Min(element => KeyHash.Of((ulong)element, function))) equal++;
    }

    return equal / (double)hashes;
}

// == ex-duplicate-finder
static (int A, int B)[] FindDuplicates(ShingledCorpus corpus, double threshold, Rng rng)
{
    if (!(threshold > 0 && threshold <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold));
    ulong seed = rng.NextUInt64();
    var buckets = new Dictionary<(int, ulong, ulong, ulong), List<int>>();
    var candidates = new HashSet<(int A, int B)>();
    for (int document = 0; document < corpus.Count; document++)
    {
        ulong[] signature = MinHash.Signature(corpus.Shingles(document), 120, seed);
        for (int band = 0; band < 40; band++)
        {
            var key = (band, signature[3 * band], signature[3 * band + 1], signature[3 * band + 2]);
            if (!buckets.TryGetValue(key, out List<int> members)) buckets[key] = members = new List<int>();
            foreach (int earlier in members) candidates.Add((earlier, document));
            members.Add(document);
        }
    }

    return candidates.Where(pair => corpus.Jaccard(pair.A, pair.B) >= threshold).OrderBy(pair => pair).ToArray();
}
