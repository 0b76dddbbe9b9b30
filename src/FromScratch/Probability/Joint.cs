namespace FromScratch.Probability;

/// <summary>The joint distribution of several named variables, each with a few values.</summary>
/// <remarks>The table has one probability for each combination of values, the last variable running fastest. Source: MacKay, Information Theory, Inference, and Learning Algorithms, §2.1 and §8.1.</remarks>
public sealed class Joint
{
    private const double SumTolerance = 1e-9;
    private readonly string[] _names;
    private readonly int[] _sizes;
    private readonly double[] _p;

    /// <summary>A joint distribution.</summary>
    /// <param name="names">The variables' names [variables], each once.</param>
    /// <param name="sizes">How many values each has [variables].</param>
    /// <param name="p">The probabilities [product of the sizes]; not negative, with the sum 1.</param>
    /// <exception cref="ArgumentException">A name comes twice, the counts do not match, or the probabilities are no distribution.</exception>
    public Joint(string[] names, int[] sizes, double[] p)
    {
        if (names.Distinct().Count() != names.Length) throw new ArgumentException($"Joint: a name comes twice in {string.Join(", ", names)}.", nameof(names));
        if (sizes.Length != names.Length || sizes.Any(size => size < 1)) throw new ArgumentException($"Joint: {names.Length} names, {sizes.Length} sizes. Each variable has a number of values, at least 1.", nameof(sizes));
        int cells = sizes.Aggregate(1, (product, size) => product * size);
        if (p.Length != cells) throw new ArgumentException($"Joint: {cells} combinations of values, but {p.Length} probabilities.", nameof(p));
        if (p.Any(cell => !(cell >= 0)) || !(Math.Abs(p.Sum() - 1) <= SumTolerance)) throw new ArgumentException($"Joint: the probabilities are not negative and sum to 1; these sum to {p.Sum()}.", nameof(p));
        (_names, _sizes, _p) = ([.. names], [.. sizes], [.. p]);
    }

    /// <summary>The variables' names, in the order of the table.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The probability of one combination of values, a value a variable.</summary>
    public double this[params int[] values] => _p[Cell(values)];

    /// <summary>A copy of the table, the last variable running fastest.</summary>
    public double[] ToArray() => [.. _p];

    /// <summary>The distribution of some of the variables, in the order given: sums over the others.</summary>
    /// <exception cref="ArgumentException">A name is none of the variables', or comes twice.</exception>
    public Joint Marginal(params string[] keep)
    {
        int[] axes = Array.ConvertAll(keep, Axis);
        int[] sizes = Array.ConvertAll(axes, axis => _sizes[axis]);
        double[] sums = new double[sizes.Aggregate(1, (product, size) => product * size)];
        for (int cell = 0; cell < _p.Length; cell++)
        {
            int[] values = Values(cell);
            sums[axes.Aggregate(0, (index, axis) => index * _sizes[axis] + values[axis])] += _p[cell];
        }

        return new Joint(keep, sizes, sums);
    }

    /// <summary>The distribution of the other variables once one of them is known: its slice, divided by its probability.</summary>
    /// <exception cref="ArgumentException">No variable has that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The variable has no such value.</exception>
    /// <exception cref="InvalidOperationException">That value has the probability 0.</exception>
    public Joint Given(string name, int value)
    {
        int axis = Axis(name);
        if (value < 0 || value >= _sizes[axis]) throw new ArgumentOutOfRangeException(nameof(value), value, $"Given: {name} has the values 0 to {_sizes[axis] - 1}, and you asked for {value}.");
        double[] slice = [.. Enumerable.Range(0, _p.Length).Where(cell => Values(cell)[axis] == value).Select(cell => _p[cell])];
        double total = slice.Sum();
        if (total == 0) throw new InvalidOperationException($"Given: {name} = {value} has the probability 0. Nothing can be said of the rest once it has happened, as it never does.");
        int[] others = [.. Enumerable.Range(0, _names.Length).Where(other => other != axis)];
        return new Joint([.. others.Select(other => _names[other])], [.. others.Select(other => _sizes[other])], Array.ConvertAll(slice, cell => cell / total));
    }

    /// <summary>The entropy of the whole table in bits.</summary>
    public double Entropy() => Information.Entropy(_p);

    /// <summary>What one variable tells about another, in bits: H(a) + H(b) − H(a, b); 0 when they are independent.</summary>
    /// <exception cref="ArgumentException">A name is none of the variables'.</exception>
    public double MutualInformation(string a, string b) => Marginal(a).Entropy() + Marginal(b).Entropy() - Marginal(a, b).Entropy();

    private int Axis(string name)
    {
        int axis = Array.IndexOf(_names, name);
        return axis >= 0 ? axis : throw new ArgumentException($"Joint: there is no variable {name}; there are {string.Join(", ", _names)}.", nameof(name));
    }

    private int Cell(int[] values)
    {
        if (values.Length != _sizes.Length || values.Where((value, axis) => value < 0 || value >= _sizes[axis]).Any())
            throw new ArgumentException($"Joint: the values ({string.Join(", ", values)}) do not fit {_names.Length} variables of the sizes ({string.Join(", ", _sizes)}).", nameof(values));
        return values.Select((value, axis) => (value, size: _sizes[axis])).Aggregate(0, (index, next) => index * next.size + next.value);
    }

    private int[] Values(int cell)
    {
        int[] values = new int[_sizes.Length];
        for (int axis = _sizes.Length - 1; axis >= 0; axis--) (cell, values[axis]) = (cell / _sizes[axis], cell % _sizes[axis]);
        return values;
    }
}
