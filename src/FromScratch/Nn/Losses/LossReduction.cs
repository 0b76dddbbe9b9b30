namespace FromScratch.Nn.Losses;

/// <summary>What becomes of the losses of the single examples.</summary>
public enum LossReduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>They stay as they are.</summary>
    None,
}
