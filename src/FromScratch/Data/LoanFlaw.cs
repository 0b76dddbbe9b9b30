namespace FromScratch.Data;

/// <summary>What is wrong with a loan model.</summary>
public enum LoanFlaw
{
    /// <summary>Nothing that the pilot could show.</summary>
    None,

    /// <summary>The groups' base rates differ, so one threshold refuses the one group's good payers more often.</summary>
    BaseRates,

    /// <summary>The target was a proxy of the group: the score knows who somebody is, not whether they repay.</summary>
    Proxy,
}
