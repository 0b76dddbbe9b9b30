namespace FromScratch.Data;

/// <summary>What the items of a planted catalogue are about.</summary>
/// <param name="Topic">The topic of each item [items].</param>
/// <param name="Directions">The direction of each topic [topics][dims], orthonormal.</param>
/// <param name="Baseline">The precision of recommending at random: 1/topics.</param>
public sealed record TopicTruth(int[] Topic, double[][] Directions, double Baseline);
