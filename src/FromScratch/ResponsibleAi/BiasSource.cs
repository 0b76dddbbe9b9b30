namespace FromScratch.ResponsibleAi;

/// <summary>At which stage data came to treat two groups differently.</summary>
public enum BiasSource
{
    /// <summary>At none that the audits look at. The groups may differ all the same.</summary>
    None,

    /// <summary>One group came into the sample more rarely than it is in the population.</summary>
    Sampling,

    /// <summary>A feature is measured less exactly for one group.</summary>
    Measurement,

    /// <summary>The recorded label errs more often for one group, among people whose true label is the same.</summary>
    Label,
}
