namespace FromScratch.ResponsibleAi;

/// <summary>A privacy budget: the sum of the ε that may ever be spent on one set of people.</summary>
public interface IBudget
{
    /// <summary>What is left.</summary>
    double Left { get; }

    /// <summary>Takes ε out of the budget if that much is left; else takes nothing. What is spent never comes back.</summary>
    /// <returns>Whether the answer may be given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">ε is not above 0, or no finite number.</exception>
    bool TrySpend(double epsilon);
}
