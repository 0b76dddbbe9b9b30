namespace FromScratch.Data;

/// <summary>What a stream of messages was made from.</summary>
/// <param name="Labels">1 for spam, 0 for ham [documents].</param>
/// <param name="SpamShare">The probability that a message is spam.</param>
/// <param name="Spam">How probable each word is in spam [vocabulary].</param>
/// <param name="Ham">How probable each word is in ham [vocabulary].</param>
/// <param name="LogOdds">ln P(spam given message)/P(ham given message), exactly [documents].</param>
/// <param name="BayesError">The error that nobody can beat, over these messages: the mean of the smaller of the two probabilities.</param>
public sealed record SpamTruth(int[] Labels, double SpamShare, double[] Spam, double[] Ham, double[] LogOdds, double BayesError);
