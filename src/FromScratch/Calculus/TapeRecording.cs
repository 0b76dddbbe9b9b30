using static FromScratch.Calculus.Expr;

namespace FromScratch.Calculus;

/// <summary>Turns a formula into a tape: each different part is computed once and written down once, after its arguments.</summary>
public static class TapeRecording
{
    /// <summary>The tape of a formula: the inputs first, in the order given, then every part; the last line is the formula itself.</summary>
    /// <param name="e">The formula, without powers.</param>
    /// <param name="inputs">The variables and their numbers; their places are 0, 1, 2, …</param>
    /// <returns>The lines [parts].</returns>
    /// <remarks>Equal parts share a line, so the tape is a graph: that is where a value reaches the end by two roads.</remarks>
    /// <exception cref="ArgumentException">A variable has no number, or a power or an unknown function occurs.</exception>
    public static TapeNode[] Record(Expr e, params (string Name, double Value)[] inputs)
    {
        List<TapeNode> tape = [];
        Dictionary<Expr, int> places = [];
        foreach ((string name, double value) in inputs)
        {
            places[new Var(name)] = tape.Count;
            tape.Add(new("input", [], value));
        }

        Place(e);
        return [.. tape];

        int Place(Expr part)
        {
            if (places.TryGetValue(part, out int known)) return known;
            int[] args = [.. part.Parts().Select(Place)];
            (string op, double value) = part switch
            {
                Const(var c) => ("const", c),
                Add => ("add", tape[args[0]].Value + tape[args[1]].Value),
                Mul => ("mul", tape[args[0]].Value * tape[args[1]].Value),
                Div => ("div", tape[args[0]].Value / tape[args[1]].Value),
                Call("sin", _) => ("sin", Math.Sin(tape[args[0]].Value)),
                Call("cos", _) => ("cos", Math.Cos(tape[args[0]].Value)),
                Call("exp", _) => ("exp", Math.Exp(tape[args[0]].Value)),
                Call("log", _) => ("log", Math.Log(tape[args[0]].Value)),
                Var(var name) => throw new ArgumentException($"Record: the variable {name} has no number. Name it among the inputs.", nameof(inputs)),
                _ => throw new ArgumentException($"Record: a tape has no line for {part}. It knows sums, products, quotients, sin, cos, exp and log.", nameof(e)),
            };
            tape.Add(new(op, args, value));
            return places[part] = tape.Count - 1;
        }
    }
}
