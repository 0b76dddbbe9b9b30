namespace FromScratch.LinearAlgebra;

/// <summary>All solutions of A·x = b: none, exactly one, or a whole family.</summary>
public abstract record SolutionSet
{
    private SolutionSet()
    {
    }

    /// <summary>There is no solution: two equations contradict each other.</summary>
    public sealed record None : SolutionSet;

    /// <summary>There is exactly one solution.</summary>
    /// <param name="X">The solution [n].</param>
    public sealed record Unique(Vec X) : SolutionSet;

    /// <summary>Infinitely many solutions: particular + t₁·direction₁ + t₂·direction₂ + … for all numbers t.</summary>
    /// <param name="Particular">One solution [n].</param>
    /// <param name="Directions">Independent vectors [n], at least one, that A sends to zero: n − rank of them.</param>
    public sealed record Family(Vec Particular, Vec[] Directions) : SolutionSet;
}
