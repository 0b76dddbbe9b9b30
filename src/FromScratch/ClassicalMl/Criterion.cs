namespace FromScratch.ClassicalMl;

/// <summary>How mixed the classes of some rows are; 0 where there is one class alone.</summary>
public enum Criterion
{
    /// <summary>1 − Σ p²: how often two rows drawn at random, with replacement, differ in class.</summary>
    Gini,

    /// <summary>−Σ p·log₂ p: how many yes-no questions the class of a row takes on average.</summary>
    Entropy,
}
