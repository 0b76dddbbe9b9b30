namespace FromScratch.Calculus;

/// <summary>The chain rule on a graph: along a road slopes are multiplied, where roads meet they are added.</summary>
public static class ChainRule
{
    /// <summary>The slope of every line of a tape with respect to one input, in one pass from front to back.</summary>
    /// <param name="tape">The lines [n], each after its arguments.</param>
    /// <param name="inputIndex">The place of the input, a line "input".</param>
    /// <returns>The slopes [n]: entry i is ∂(line i)/∂(that input).</returns>
    /// <remarks>
    /// The slope of line i is Σ over its arguments j of ∂i/∂j · slope[j]. When line i is reached, the slopes of its arguments already hold all roads to them; so each line is visited once,
    /// O(n), though the number of roads may double at every line.
    /// <para>Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., §3.1 (the tangent recursion).</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no line of that index.</exception>
    /// <exception cref="ArgumentException">That line is no input, an argument does not stand before its line, or an operation is unknown.</exception>
    public static double[] ForwardSlopes(IReadOnlyList<TapeNode> tape, int inputIndex)
    {
        if (inputIndex < 0 || inputIndex >= tape.Count) throw new ArgumentOutOfRangeException(nameof(inputIndex), inputIndex, $"ForwardSlopes: the tape has {tape.Count} lines; there is no line {inputIndex}.");
        double[] values = new double[tape.Count], slopes = new double[tape.Count];
        for (int i = 0; i < tape.Count; i++)
        {
            TapeNode node = tape[i];
            values[i] = node.Value;
            if (i == inputIndex && node.Op != "input") throw new ArgumentException($"ForwardSlopes: line {i} is a {node.Op}, not an input.", nameof(inputIndex));
            double[] local = LocalSlopes(node, [.. node.Args.Select(j => j >= 0 && j < i ? values[j] : throw new ArgumentException($"ForwardSlopes: line {i} needs line {j}, which does not stand before it.", nameof(tape)))]);
            slopes[i] = i == inputIndex ? 1 : 0;
            for (int k = 0; k < local.Length; k++) slopes[i] += local[k] * slopes[node.Args[k]];
        }

        return slopes;
    }

    /// <summary>How much the operation's result moves when one of its arguments moves: the numbers on the edges of the graph.</summary>
    private static double[] LocalSlopes(TapeNode node, double[] args) => node.Op switch
    {
        "input" or "const" => [],
        "add" => [1, 1],
        "sub" => [1, -1],
        "mul" => [args[1], args[0]],
        "div" => [1 / args[1], -node.Value / args[1]],
        "sin" => [Math.Cos(args[0])],
        "cos" => [-Math.Sin(args[0])],
        "exp" => [node.Value],
        "log" => [1 / args[0]],
        _ => throw new ArgumentException($"ForwardSlopes: the operation {node.Op} is unknown.", nameof(node)),
    };
}
