using System.Numerics;

namespace FromScratch.Tensors;

/// <summary>Sums of products written with an index per axis: "bij,bjk->bik" is a batched matrix product.</summary>
public static class Einsum
{
    /// <summary>Evaluates an expression of one or two tensors.</summary>
    /// <param name="equation">A letter for each axis of each tensor, and after -> those of the result; letters that are missing there are summed.</param>
    /// <param name="operands">One or two tensors.</param>
    /// <remarks>Letters in both operands and the result are batches, letters in both but not in the result are summed by a matrix product, the others stand for its rows and columns.</remarks>
    /// <exception cref="ArgumentException">The letters do not fit the shapes.</exception>
    public static Tensor<T> Of<T>(string equation, params Tensor<T>[] operands) where T : unmanaged, IFloatingPointIeee754<T>
    {
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] inputs = sides[0].Split(',');
        if (sides.Length != 2 || inputs.Length != operands.Length || operands.Length is < 1 or > 2)
            throw new ArgumentException($"Einsum: \"{equation}\" for {operands.Length} tensors. Write one group of letters for each of one or two tensors, and the result's after ->.", nameof(equation));
        var sizes = new Dictionary<char, int>();
        for (int i = 0; i < operands.Length; i++) Learn(inputs[i], operands[i].Shape, sizes);
        foreach (char letter in sides[1])
            if (!sizes.ContainsKey(letter) || sides[1].Count(other => other == letter) > 1) throw new ArgumentException($"Einsum: \"{equation}\": '{letter}' of the result must be an axis of an operand, named once.", nameof(equation));
        return operands.Length == 1 ? Arranged(Summed(operands[0], inputs[0], sides[1], out string left), left, sides[1]) : Pair(operands[0], operands[1], inputs[0], inputs[1], sides[1]);
    }

    private static void Learn(string letters, Shape shape, Dictionary<char, int> sizes)
    {
        if (letters.Length != shape.Rank || letters.Distinct().Count() != letters.Length) throw new ArgumentException($"Einsum: \"{letters}\" for shape {shape}. Each axis needs a letter of its own.");
        for (int axis = 0; axis < letters.Length; axis++)
            if (!sizes.TryAdd(letters[axis], shape[axis]) && sizes[letters[axis]] != shape[axis])
                throw new ArgumentException($"Einsum: '{letters[axis]}' has size {sizes[letters[axis]]} and, in shape {shape}, {shape[axis]}.");
    }

    /// <summary>Sums over the axes nobody else names.</summary>
    private static Tensor<T> Summed<T>(Tensor<T> x, string letters, string wanted, out string left) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] gone = [.. Enumerable.Range(0, letters.Length).Where(axis => !wanted.Contains(letters[axis]))];
        left = string.Concat(letters.Where(wanted.Contains));
        return gone.Length == 0 ? x : x.Sum(gone);
    }

    private static Tensor<T> Arranged<T>(Tensor<T> x, string letters, string wanted) where T : unmanaged, IFloatingPointIeee754<T> =>
        letters == wanted ? x : x.Permute([.. wanted.Select(letter => letters.IndexOf(letter))]);

    private static Tensor<T> Pair<T>(Tensor<T> a, Tensor<T> b, string inA, string inB, string result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        a = Summed(a, inA, inB + result, out inA);
        b = Summed(b, inB, inA + result, out inB);
        string batch = string.Concat(inA.Where(letter => inB.Contains(letter) && result.Contains(letter)));
        string inner = string.Concat(inA.Where(letter => inB.Contains(letter) && !result.Contains(letter)));
        string rows = string.Concat(inA.Where(letter => !inB.Contains(letter)));
        string columns = string.Concat(inB.Where(letter => !inA.Contains(letter)));
        int[] Sizes(string letters) => [.. letters.Select(letter => inA.Contains(letter) ? a.Shape[inA.IndexOf(letter)] : b.Shape[inB.IndexOf(letter)])];
        int Product(string letters) => Sizes(letters).Aggregate(1, (product, size) => product * size);
        Tensor<T> left = Arranged(a, inA, batch + rows + inner).Reshape(Product(batch), Product(rows), Product(inner));
        Tensor<T> right = Arranged(b, inB, batch + inner + columns).Reshape(Product(batch), Product(inner), Product(columns));
        Tensor<T> product = left.MatMul(right).Reshape(Sizes(batch + rows + columns));
        return Arranged(product, batch + rows + columns, result);
    }
}
