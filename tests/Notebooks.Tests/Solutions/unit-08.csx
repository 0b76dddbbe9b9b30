// Unit 8, solved as a learner may solve it. Each part stands in for the stub cell it is named after.

// == ex-stride-arithmetic
static int[] RowMajorStrides(int[] shape)
{
    if (shape.Any(size => size < 0)) throw new ArgumentException("A size is negative.");
    return shape.Select((_, axis) => shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size)).ToArray();
}

static int Address(int[] index, int[] shape, int[] strides, int offset)
{
    if (index.Length != shape.Length || shape.Length != strides.Length) throw new ArgumentException("One index and one stride an axis.");
    for (int axis = 0; axis < index.Length; axis++)
        if (index[axis] < 0 || index[axis] >= shape[axis]) throw new ArgumentOutOfRangeException(nameof(index));
    return offset + index.Zip(strides, (i, stride) => i * stride).Sum();
}

static bool IsContiguous(int[] shape, int[] strides)
{
    int[] expected = RowMajorStrides(shape);
    if (shape.Length != strides.Length) throw new ArgumentException("One stride an axis.");
    return shape.Contains(0) || Enumerable.Range(0, shape.Length).All(axis => shape[axis] == 1 || strides[axis] == expected[axis]);
}

// == ex-views-not-copies
static View Sliced(View v, params Slice[] slices)
{
    if (slices.Length > v.Shape.Length) throw new ArgumentException("More slices than axes.");
    int[] shape = (int[])v.Shape.Clone(), strides = (int[])v.Strides.Clone();
    int offset = v.Offset;
    for (int axis = 0; axis < slices.Length; axis++)
    {
        (int? start, int? stop, int step) = slices[axis];
        if (step == 0) throw new ArgumentException("A step of 0.");
        int size = v.Shape[axis];
        // The places that the walk may touch: 0 … size forwards, −1 … size − 1 backwards.
        int least = step > 0 ? 0 : -1, greatest = step > 0 ? size : size - 1;
        int Place(int? place, int otherwise) => place is null ? otherwise : Math.Clamp(place.Value < 0 ? place.Value + size : place.Value, least, greatest);
        int from = Place(start, step > 0 ? least : greatest), to = Place(stop, step > 0 ? greatest : least);
        int count = 0;
        for (int place = from; step > 0 ? place < to : place > to; place += step) count++;
        if (count > 0) offset += from * v.Strides[axis];
        shape[axis] = count;
        strides[axis] *= step;
    }

    return new View(v.Buffer, shape.Contains(0) ? v.Offset : offset, shape, strides);
}

static View Transposed(View v, int[] axes)
{
    if (axes.Length != v.Shape.Length || axes.Distinct().Count() != axes.Length || axes.Any(axis => axis < 0 || axis >= v.Shape.Length)) throw new ArgumentException("Each axis once.");
    return new View(v.Buffer, v.Offset, axes.Select(axis => v.Shape[axis]).ToArray(), axes.Select(axis => v.Strides[axis]).ToArray());
}

static View Reshaped(View v, int[] shape)
{
    int count = v.Shape.Aggregate(1, (product, size) => product * size);
    if (shape.Any(size => size < -1) || shape.Count(size => size == -1) > 1) throw new ArgumentException("Sizes are 0 or more, one may be −1.");
    int known = shape.Where(size => size >= 0).Aggregate(1, (product, size) => product * size);
    if (shape.Contains(-1) ? known == 0 || count % known != 0 : known != count) throw new ArgumentException($"{count} entries do not fill it.");
    int[] sizes = shape.Select(size => size == -1 ? count / known : size).ToArray();

    // A stride for each new axis is read off two entries that follow each other along it; then all the others must agree.
    int[] addresses = StrideRule.Addresses(v).ToArray(), steps = RowMajorStrides(sizes), strides = new int[sizes.Length];
    for (int axis = 0; axis < sizes.Length; axis++) strides[axis] = count > 0 && sizes[axis] > 1 ? addresses[steps[axis]] - addresses[0] : steps[axis];
    var shared = new View(v.Buffer, v.Offset, sizes, strides);
    return StrideRule.Addresses(shared).SequenceEqual(addresses) ? shared : View.Of(v.ToArray(), sizes);
}

// == ex-broadcast-views
static int[] BroadcastShape(int[] a, int[] b)
{
    int rank = Math.Max(a.Length, b.Length);
    int[] longA = Enumerable.Repeat(1, rank - a.Length).Concat(a).ToArray(), longB = Enumerable.Repeat(1, rank - b.Length).Concat(b).ToArray();
    return longA.Zip(longB, (x, y) => x == y || y == 1 ? x : x == 1 ? y : throw new ArgumentException($"({string.Join(", ", a)}) and ({string.Join(", ", b)}) do not meet.")).ToArray();
}

static View BroadcastTo(View v, int[] shape)
{
    if (v.Shape.Length > shape.Length || !BroadcastShape(v.Shape, shape).SequenceEqual(shape)) throw new ArgumentException("It does not stretch to that shape.");
    int missing = shape.Length - v.Shape.Length;
    return new View(v.Buffer, v.Offset, shape.ToArray(), shape.Select((size, axis) => axis < missing || v.Shape[axis - missing] != size ? 0 : v.Strides[axis - missing]).ToArray());
}

static View Add(View a, View b)
{
    int[] shape = BroadcastShape(a.Shape, b.Shape);
    return View.Of(BroadcastTo(a, shape).ToArray().Zip(BroadcastTo(b, shape).ToArray(), (x, y) => x + y).ToArray(), shape);
}

// == ex-axis-reductions
static View Reduced(View v, int? axis, bool keepDims, Func<double[], double> reduce)
{
    int rank = v.Shape.Length;
    if (axis is null) return View.Of([reduce(v.ToArray())], keepDims ? Enumerable.Repeat(1, rank).ToArray() : []);
    int k = axis.Value < 0 ? axis.Value + rank : axis.Value;
    if (k < 0 || k >= rank) throw new ArgumentOutOfRangeException(nameof(axis));
    // With the axis moved to the end, each run of its length is one lane.
    int[] order = Enumerable.Range(0, rank).Where(other => other != k).Append(k).ToArray(), left = order.SkipLast(1).Select(other => v.Shape[other]).ToArray();
    double[] entries = Transposed(v, order).ToArray();
    int length = v.Shape[k], lanes = left.Aggregate(1, (product, size) => product * size);
    double[] results = Enumerable.Range(0, lanes).Select(lane => reduce(entries[(lane * length)..((lane + 1) * length)])).ToArray();
    return View.Of(results, keepDims ? v.Shape.Select((size, other) => other == k ? 1 : size).ToArray() : left);
}

static double CarefulSum(double[] numbers)
{
    double sum = 0, lost = 0;   // Kahan: what the last addition rounded away comes into the next
    foreach (double number in numbers)
    {
        double corrected = number - lost, next = sum + corrected;
        lost = next - sum - corrected;
        sum = next;
    }

    return sum;
}

static View SumAlong(View v, int? axis, bool keepDims) => Reduced(v, axis, keepDims, CarefulSum);

static View MeanAlong(View v, int? axis, bool keepDims) => Reduced(v, axis, keepDims, lane => CarefulSum(lane) / lane.Length);

static View ArgMaxAlong(View v, int axis)
{
    int k = axis < 0 ? axis + v.Shape.Length : axis;
    if (k >= 0 && k < v.Shape.Length && v.Shape[k] == 0) throw new InvalidOperationException("Nothing is the largest of nothing.");
    return Reduced(v, axis, false, lane =>
    {
        int broken = Array.FindIndex(lane, double.IsNaN);
        return broken >= 0 ? broken : Array.IndexOf(lane, lane.Max());
    });
}

// == ex-vectorized-distances
static NDArray Pairwise(NDArray x, NDArray y)
{
    if (x.Shape.Length != 2 || y.Shape.Length != 2 || x.Shape[1] != y.Shape[1]) throw new ArgumentException("Two matrices with as many columns.");
    int n = x.Shape[0], m = y.Shape[0];
    if (n == 0 || m == 0) return NDArray.Zeros(n, m);
    NDArray origin = x.View("0:1, :");   // the first point of x becomes 0
    NDArray a = x - origin, b = y - origin;
    NDArray squares = (a * a).Sum(1).Reshape(n, 1) + (b * b).Sum(1).Reshape(1, m) - a.MatMul(b.Transpose()) * 2;
    return squares.Map(square => square > 0 ? Math.Sqrt(square) : 0);
}

// == ex-frame-from-csv
static Frame ParseCsv(string csv, CsvOptions o)
{
    List<(int Line, List<(string Text, bool Quoted)> Cells)> records = [];
    List<(string Text, bool Quoted)> cells = [];
    int at = 0, line = 1, begun = 1;
    while (at < csv.Length)
    {
        // One cell, and what ends it.
        bool quoted = csv[at] == '"';
        string text = "";
        if (quoted)
        {
            var read = new System.Text.StringBuilder();
            for (at++; ; at++)
            {
                if (at >= csv.Length) throw new FormatException("A quote is never closed.");
                if (csv[at] == '\n') line++;
                if (csv[at] == '"')
                {
                    if (at + 1 >= csv.Length || csv[at + 1] != '"') break;
                    at++;
                }

                read.Append(csv[at]);
            }

            at++;
            text = read.ToString();
        }

        int end = at;
        while (end < csv.Length && csv[end] != o.Separator && csv[end] != '\n') end++;
        bool lineEnds = end < csv.Length && csv[end] == '\n', separated = end < csv.Length && !lineEnds;
        string rest = csv[at..end];
        text += lineEnds && rest.EndsWith('\r') ? rest[..^1] : rest;
        bool blank = cells.Count == 0 && text.Length == 0 && !quoted && !separated;
        if (!blank) cells.Add((text, quoted));
        if (separated && end + 1 == csv.Length) cells.Add(("", false));
        at = end + 1;
        if (separated && at < csv.Length) continue;
        if (cells.Count > 0) records.Add((begun, cells));
        cells = [];
        if (lineEnds) line++;
        begun = line;
    }

    if (records.Count == 0) return new Frame();
    int width = records[0].Cells.Count;
    foreach (var record in records)
        if (record.Cells.Count != width) throw new FormatException($"Line {record.Line}: {record.Cells.Count} cells, not {width}.");
    var rows = (o.HasHeader ? records.Skip(1) : records).Select(record => record.Cells).ToArray();
    return new Frame(Enumerable.Range(0, width).Select(i => ColumnOf(o.HasHeader ? records[0].Cells[i].Text : $"c{i}", rows.Select(row => row[i]).ToArray())));
}

static Column ColumnOf(string name, (string Text, bool Quoted)[] cells)
{
    var invariant = System.Globalization.CultureInfo.InvariantCulture;
    (string Text, bool Quoted)[] known = cells.Where(cell => cell.Text != "" || cell.Quoted).ToArray();
    bool All(Func<string, bool> fits) => known.Length > 0 && known.All(cell => !cell.Quoted && fits(cell.Text));
    T?[] Read<T>(Func<string, T> read) where T : struct => cells.Select(cell => cell.Text == "" ? (T?)null : read(cell.Text)).ToArray();
    var whole = System.Globalization.NumberStyles.AllowLeadingSign;
    var real = whole | System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowExponent;
    if (All(text => long.TryParse(text, whole, invariant, out _))) return Column.Of(name, Read(text => long.Parse(text, whole, invariant)));
    if (All(text => double.TryParse(text, real, invariant, out _))) return Column.Of(name, Read(text => double.Parse(text, real, invariant)));
    if (All(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, System.Globalization.DateTimeStyles.None, out _))) return Column.Of(name, Read(text => DateOnly.ParseExact(text, "yyyy-MM-dd", invariant)));
    if (All(text => text is "true" or "false")) return Column.Of(name, Read(text => text == "true"));
    return Column.Of(name, cells.Select(cell => cell.Text == "" && !cell.Quoted ? null : cell.Text).ToArray());
}

// == ex-missing-values
static double? MeanOfKnown(Column<double> c)
{
    double[] known = c.Known().ToArray();
    return known.Length > 0 ? known.Sum() / known.Length : null;
}

static Column<bool> GreaterThan(Column<double> c, double limit) => Column.Of<bool>(c.Name, c.ToArray().Select(value => value is double known ? known > limit : (bool?)null).ToArray());

static Column<bool> Not(Column<bool> c) => Column.Of<bool>(c.Name, c.ToArray().Select(value => !(bool?)value).ToArray());

static Column<bool> And(Column<bool> a, Column<bool> b)
{
    if (a.Count != b.Count) throw new ArgumentException("The columns differ in length.");
    return Column.Of<bool>(a.Name, a.ToArray().Zip(b.ToArray(), (x, y) => (bool?)x & (bool?)y).ToArray());   // C#'s & on bool? is three-valued
}

static Column<double> FillForward(Column<double> c, Column<string>? group, int? limit)
{
    if (group is not null && group.Count != c.Count) throw new ArgumentException("The columns differ in length.");
    if (limit < 0) throw new ArgumentOutOfRangeException(nameof(limit));
    double?[] filled = new double?[c.Count];
    int[] rows = Enumerable.Range(0, c.Count).ToArray();
    foreach (var members in rows.GroupBy(row => (Known: group is null || !group.IsNull(row), Name: group is null || group.IsNull(row) ? "" : group[row])))
    {
        double? last = null;
        int gap = 0;
        foreach (int row in members)
        {
            if (!c.IsNull(row))
            {
                last = filled[row] = c[row];
                gap = 0;
            }
            else if (++gap <= (limit ?? int.MaxValue)) filled[row] = last;
        }
    }

    return Column.Of<double>(c.Name, filled);
}

// == ex-group-by-aggregate
sealed class ByValues : IEqualityComparer<object?[]>
{
    public bool Equals(object?[]? x, object?[]? y) => x!.SequenceEqual(y!);
    public int GetHashCode(object?[] values) => values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));
}

static Frame Aggregate(Frame f, string[] keys, (string Column, Agg How)[] aggs)
{
    Column[] by = keys.Select(key => f[key]).ToArray();
    foreach (var (column, how) in aggs)
    {
        if (column == "*" && how != Agg.Count) throw new ArgumentException("Only Count counts whole rows.");
        if (column != "*" && f[column].Type != typeof(double) && f[column].Type != typeof(long) && how is not (Agg.Count or Agg.CountDistinct)) throw new ArgumentException($"{column} holds no numbers.");
    }

    int[][] groups = Enumerable.Range(0, f.Count).GroupBy(row => by.Select(column => column.Value(row)).ToArray(), new ByValues()).Select(group => group.ToArray()).ToArray();
    if (keys.Length == 0 && groups.Length == 0) groups = new[] { new int[0] };
    List<Column> result = by.Select(column => column.Take(groups.Select(group => group[0]).ToArray())).ToList();
    foreach (var (column, how) in aggs)
    {
        object[][] known = groups.Select(group => column == "*" ? group.Cast<object>().ToArray() : group.Select(f[column].Value).OfType<object>().ToArray()).ToArray();
        string word = how == Agg.CountDistinct ? "distinct" : how.ToString().ToLowerInvariant();
        string name = column == "*" ? "count" : $"{column}_{word}";
        if (how == Agg.Count) result.Add(Column.Known(name, known.Select(values => (long)values.Length)));
        else if (how == Agg.CountDistinct) result.Add(Column.Known(name, known.Select(values => (long)values.Distinct().Count())));
        else
        {
            Func<double[], double> summary = how switch { Agg.Sum => values => values.Sum(), Agg.Mean => values => values.Average(), Agg.Min => values => values.Min(), _ => values => values.Max() };
            result.Add(Column.Of<double>(name, known.Select(values => values.Length == 0 ? (double?)null : summary(values.Select(value => value is long whole ? whole : (double)value).ToArray())).ToArray()));
        }
    }

    return new Frame(result).OrderBy(keys);
}

// == ex-joins
static Frame Join(Frame l, Frame r, string[] on, JoinKind kind)
{
    if (on.Length == 0) throw new ArgumentException("No key.");
    foreach (string key in on)
        if (l[key].Type != r[key].Type) throw new ArgumentException($"{key} has two types.");
    object?[] KeyOf(Frame f, int row) => on.Select(key => f[key].Value(row)).ToArray();
    Dictionary<object?[], List<int>> rightRows = new(new ByValues());
    for (int row = 0; row < r.Count; row++)
    {
        object?[] key = KeyOf(r, row);
        if (key.Contains(null)) continue;
        if (!rightRows.ContainsKey(key)) rightRows[key] = [];
        rightRows[key].Add(row);
    }

    List<(int Left, int Right)> pairs = [];
    for (int row = 0; row < l.Count; row++)
    {
        object?[] key = KeyOf(l, row);
        if (!key.Contains(null) && rightRows.TryGetValue(key, out List<int>? partners)) pairs.AddRange(partners.Select(partner => (row, partner)));
        else if (kind is JoinKind.Left or JoinKind.Full) pairs.Add((row, -1));
    }

    HashSet<int> met = pairs.Select(pair => pair.Right).ToHashSet();
    if (kind is JoinKind.Right or JoinKind.Full) pairs.AddRange(Enumerable.Range(0, r.Count).Where(row => !met.Contains(row)).Select(row => (-1, row)));
    int[] lefts = pairs.Select(pair => pair.Left).ToArray(), rights = pairs.Select(pair => pair.Right).ToArray();
    // Rows without a left side stand at the end: their keys come from the right.
    int fromLeft = lefts.Count(row => row >= 0);
    Column Key(string key)
    {
        Column left = l[key].Take(lefts), right = r[key].Take(rights);
        object?[] values = Enumerable.Range(0, pairs.Count).Select(row => (row < fromLeft ? left : right).Value(row)).ToArray();
        if (left is Column<string>) return Column.Of(key, values.Cast<string?>().ToArray());
        if (left is Column<long>) return Column.Of<long>(key, values.Cast<long?>().ToArray());
        if (left is Column<double>) return Column.Of<double>(key, values.Cast<double?>().ToArray());
        if (left is Column<DateOnly>) return Column.Of<DateOnly>(key, values.Cast<DateOnly?>().ToArray());
        if (left is Column<bool>) return Column.Of<bool>(key, values.Cast<bool?>().ToArray());
        return fromLeft == pairs.Count ? left : fromLeft == 0 ? right : throw new ArgumentException($"{key} is of a type without an order.");
    }

    return new Frame(on.Select(Key)
        .Concat(l.Without(on).Columns.Select(column => column.Take(lefts)))
        .Concat(r.Without(on).Columns.Select(column => column.Take(rights).Named(l.Has(column.Name) ? column.Name + "_right" : column.Name))));
}

// == ex-honest-charts
static double[] NiceTicks(double lo, double hi, int target)
{
    if (!(hi > lo) || double.IsInfinity(hi - lo) || target < 2) throw new ArgumentException("A finite range, two ticks at least.");
    double rough = (hi - lo) / (target - 1) * (1 - 1e-12);
    // 1, 2, 5, 10, 20, …: the first that is large enough. As decimals they print as they are meant.
    int power = (int)Math.Floor(Math.Log10(rough)) - 1;
    while (true)
    {
        foreach (int digit in new[] { 1, 2, 5 })
        {
            double whole = power >= 0 ? digit * Math.Pow(10, power) : digit, parts = power >= 0 ? 1 : Math.Pow(10, -power);
            if (whole / parts < rough) continue;
            long first = (long)Math.Floor(lo / (whole / parts)), last = (long)Math.Ceiling(hi / (whole / parts));
            List<double> ticks = [];
            for (long i = first; i <= last; i++) ticks.Add(i == 0 ? 0 : i * whole / parts);
            return ticks.ToArray();
        }

        power++;
    }
}

static void MustBeFinite(double[] x)
{
    if (x.Length == 0 || x.Any(value => double.IsNaN(value) || double.IsInfinity(value))) throw new ArgumentException("At least one value, all of them finite.");
}

static (double Low, double High) BarAxis(double[] heights)
{
    MustBeFinite(heights);
    return (heights.Append(0).Min(), heights.Append(0).Max());
}

static double QuantileOf(double[] sorted, double share)
{
    double place = share * (sorted.Length - 1);
    double low = sorted[(int)Math.Floor(place)], high = sorted[(int)Math.Ceiling(place)];
    return low + (place - Math.Floor(place)) * (high - low);
}

static double[] Bins(double[] x)
{
    MustBeFinite(x);
    double[] sorted = x.OrderBy(value => value).ToArray();
    double low = sorted[0], high = sorted[^1], range = high - low;
    if (range == 0) return new[] { low - 0.5, high + 0.5 };
    double iqr = QuantileOf(sorted, 0.75) - QuantileOf(sorted, 0.25);
    double bins = iqr > 0 ? Math.Ceiling(range / (2 * iqr / Math.Cbrt(x.Length))) : Math.Ceiling(Math.Log2(x.Length)) + 1;
    double[] edges = new double[(int)bins + 1];
    for (int i = 0; i < edges.Length; i++) edges[i] = low + range * i / bins;
    edges[^1] = high;
    return edges;
}

static BoxStats Box(double[] x)
{
    MustBeFinite(x);
    double[] sorted = x.OrderBy(value => value).ToArray();
    double q1 = QuantileOf(sorted, 0.25), q3 = QuantileOf(sorted, 0.75), fence = 1.5 * (q3 - q1);
    bool IsOutlier(double value) => value < q1 - fence || value > q3 + fence;
    return new BoxStats(sorted.First(value => !IsOutlier(value)), q1, QuantileOf(sorted, 0.5), q3, sorted.Last(value => !IsOutlier(value)), sorted.Where(IsOutlier).ToArray());
}

static double[] Kde(double[] x, double[] at, double? bandwidth)
{
    if (x.Length == 0) throw new ArgumentException("No values.");
    if (bandwidth is not null && !(bandwidth > 0)) throw new ArgumentOutOfRangeException(nameof(bandwidth));
    if (bandwidth is null)
    {
        double[] sorted = x.OrderBy(value => value).ToArray();
        double mean = x.Average(), deviation = x.Length < 2 ? 0 : Math.Sqrt(x.Sum(value => Math.Pow(value - mean, 2)) / (x.Length - 1));
        double iqr = QuantileOf(sorted, 0.75) - QuantileOf(sorted, 0.25);
        bandwidth = 0.9 * (iqr > 0 ? Math.Min(deviation, iqr / 1.34) : deviation) / Math.Pow(x.Length, 0.2);
        if (bandwidth == 0) throw new ArgumentException("No spread.");
    }

    double h = bandwidth.Value;
    return at.Select(place => x.Average(value => Math.Exp(-Math.Pow((place - value) / h, 2) / 2)) / (h * Math.Sqrt(2 * Math.PI))).ToArray();
}

// == ex-leak-free-pipeline
/// <summary>Columns in their own unit: deviations from the mean of the rows it was fitted to.</summary>
sealed class ColumnScaler : ITransformer
{
    private double[]? _means, _deviations;

    public ITransformer Fit(NDArray x, NDArray? y)
    {
        if (x.Shape.Length != 2 || x.Shape[0] == 0) throw new ArgumentException("A matrix with at least one row.");
        int rows = x.Shape[0];
        _means = new double[x.Shape[1]];
        _deviations = new double[x.Shape[1]];
        for (int j = 0; j < _means.Length; j++)
        {
            double[] column = Enumerable.Range(0, rows).Select(i => x[i, j]).ToArray();
            double mean = _means[j] = column.Average(), deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
            _deviations[j] = deviation == 0 ? 1 : deviation;
        }

        return this;
    }

    public NDArray Transform(NDArray x)
    {
        if (_means is null || _deviations is null) throw new InvalidOperationException("Fit first.");
        if (x.Shape.Length != 2 || x.Shape[1] != _means.Length) throw new ArgumentException("Another number of columns.");
        return (x - NDArray.Of(_means)) / NDArray.Of(_deviations);
    }
}

/// <summary>Steps one after the other and a predictor at the end, as one predictor.</summary>
sealed class StepChain(IReadOnlyList<ITransformer> steps, IPredictor last) : IPredictor
{
    private readonly ITransformer[] _steps = steps.ToArray();
    private IPredictor _last = last;

    public IPredictor Fit(NDArray x, NDArray y)
    {
        for (int i = 0; i < _steps.Length; i++)
        {
            _steps[i] = _steps[i].Fit(x, y);
            x = _steps[i].Transform(x);
        }

        _last = _last.Fit(x, y);
        return this;
    }

    public NDArray Predict(NDArray x)
    {
        foreach (ITransformer step in _steps) x = step.Transform(x);
        return _last.Predict(x);
    }
}

/// <summary>The share of right answers on each fold's test rows.</summary>
static double[] CrossValidate(Func<IPredictor> make, NDArray x, NDArray y, Fold[] folds)
{
    if (x.Shape[0] != y.Shape[0]) throw new ArgumentException("As many answers as rows.");
    List<double> scores = [];
    foreach (Fold fold in folds)
    {
        if (fold.Train.Length == 0 || fold.Test.Length == 0 || fold.Test.Any(fold.Train.Contains)) throw new ArgumentException("No fold.");
        IPredictor model = make();
        model = model.Fit(x.TakeRows(fold.Train), y.TakeRows(fold.Train));
        NDArray guesses = model.Predict(x.TakeRows(fold.Test));
        int right = 0;
        for (int i = 0; i < fold.Test.Length; i++)
            if (guesses[i] == y[fold.Test[i]]) right++;
        scores.Add((double)right / fold.Test.Length);
    }

    return scores.ToArray();
}

/// <summary>Folds that never split a group.</summary>
static Fold[] GroupFolds(int[] groups, int k)
{
    var bySize = groups.Select((group, row) => (group, row)).GroupBy(one => one.group, one => one.row).OrderByDescending(rows => rows.Count()).ToArray();
    if (k < 2 || k > bySize.Length) throw new ArgumentOutOfRangeException(nameof(k));
    List<int>[] tests = Enumerable.Range(0, k).Select(_ => new List<int>()).ToArray();
    foreach (var rows in bySize) tests.MinBy(test => test.Count)!.AddRange(rows);
    return tests.Select(test => new Fold(Enumerable.Range(0, groups.Length).Except(test).ToArray(), test.ToArray())).ToArray();
}

// Leave these two as they are: the check makes its scalers and chains by them.
static ITransformer StartScaler() => new ColumnScaler();
static IPredictor StartPipeline(IReadOnlyList<ITransformer> steps, IPredictor last) => new StepChain(steps, last);

// == ex-revenue-review
static Report BuildReport(Frame orders, Frame customers)
{
    // 1. Each order once.
    HashSet<long> seen = [];
    Row[] once = orders.Rows.Where(row => seen.Add(row.Get<long>("order"))).ToArray();

    // 2. Euros, by month and plan.
    Dictionary<long, string?> planOf = customers.Rows.ToDictionary(row => row.Get<long>("customer"), row => (string?)row["plan"]);
    SortedDictionary<(string Month, string Plan), double> revenue = new(Comparer<(string Month, string Plan)>.Create((x, y) => x.Month != y.Month ? string.CompareOrdinal(x.Month, y.Month) : string.CompareOrdinal(x.Plan, y.Plan)));
    foreach (Row row in once)
    {
        double rate = row.Get<string>("currency") switch { "EUR" => 1, "USD" => 0.8, _ => throw new ArgumentException("An unknown currency.") };
        string plan = planOf.GetValueOrDefault(row.Get<long>("customer")) ?? "\uffff";   // sorted last
        var key = (row.Get<DateOnly>("date").ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), plan);
        revenue[key] = revenue.GetValueOrDefault(key) + rate * row.Get<double>("amount");
    }

    Frame monthly = new(
        Column.Known("month", revenue.Keys.Select(key => key.Month)),
        Column.Of("plan", revenue.Keys.Select(key => key.Plan == "\uffff" ? null : key.Plan).ToArray()),
        Column.Known("revenue", revenue.Values));

    // 3. Who has gone: of all customers, those without a late order.
    HashSet<long> late = once.Where(row => row.Get<DateOnly>("date") >= new DateOnly(2026, 10, 1)).Select(row => row.Get<long>("customer")).ToHashSet();
    double Gone(IEnumerable<Row> rows) => rows.Average(row => late.Contains(row.Get<long>("customer")) ? 0.0 : 1.0);
    string top = customers.Rows.Where(row => !row.IsNull("segment")).GroupBy(row => row.Get<string>("segment")).OrderBy(rows => rows.Key, StringComparer.Ordinal).MaxBy(Gone)!.Key;
    return new Report(monthly, Gone(customers.Rows), top, orders.Count - once.Length);
}
