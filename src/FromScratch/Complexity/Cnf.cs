namespace FromScratch.Complexity;

/// <summary>A formula in conjunctive normal form: all clauses must hold, and a clause holds where one of its literals does.</summary>
/// <param name="Vars">How many variables there are: x₁ to x of that number.</param>
/// <param name="Clauses">The clauses, each a list of literals: +v is x_v, −v is "not x_v". A clause without literals never holds.</param>
/// <remarks>The signs and numbers are those of the DIMACS format, in which solvers exchange formulas. An assignment is an array [Vars]; entry v − 1 is the value of x_v.</remarks>
public sealed record Cnf(int Vars, int[][] Clauses)
{
    /// <summary>Refuses a formula with a literal that is no variable's.</summary>
    /// <exception cref="ArgumentException">A literal is 0, or its variable is beyond <see cref="Vars"/>.</exception>
    public void Require()
    {
        foreach (int[] clause in Clauses)
            foreach (int literal in clause)
                if (literal == 0 || Math.Abs((long)literal) > Vars) throw new ArgumentException($"The literal {literal} stands for no variable: there are 1 to {Vars}, with a minus for \"not\".");
    }

    /// <summary>The formula as one reads it: (x1 ∨ ¬x2) ∧ (x3).</summary>
    public string InWords() => Clauses.Length == 0 ? "no clause" : string.Join(" ∧ ", Clauses.Select(clause => $"({string.Join(" ∨ ", clause.Select(literal => FormattableString.Invariant($"{(literal < 0 ? "¬" : "")}x{Math.Abs(literal)}")))})"));
}
