using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 6.</summary>
internal sealed class Unit06Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("6.1", "A disease has a prevalence of 0.1 %; the test has sensitivity 0.90 and specificity 0.95. What is the probability of being ill after one positive test? Answer as a number between 0 and 1, to three decimals.", 0.0009 / 0.05085, "0.001·0.9 over 0.001·0.9 + 0.999·0.05: 0.0009/0.05085, or 1.8 %. A ten times rarer disease makes the odds ten times longer.")
        {
            Tolerance = 0.001,
            KnownWrong = [(0.9, "That is the sensitivity: P(positive given ill). The base rate is missing."), (0.95, "That is the specificity."), (0.154, "That was the answer for a prevalence of 1 %.")],
        },
        new("6.2", "X is −1, 0 or 1, each with probability 1/3, and Y = X². Their covariance is 0. Are they independent?", false, "E XY = E X³ = 0 and E X = 0, so the covariance is 0. But Y follows from X for certain: P(Y = 1 given X = 0) is 0, P(Y = 1) is 2/3. Zero correlation means that no line helps to predict; a curve may."),
        new("6.3", "Monty Hall with a forgetful host: he does not know where the car is, opens one of the two other doors at random, and a goat happens to be behind it. With which probability do you win by switching?", 0.5, "If your door has the car, a random door shows a goat for certain; if not, only every second time. So the two possibilities have the weights 1/3·1 and 2/3·1/2: equal. What counts is not what you saw alone, but by which rule it came to be shown.")
        {
            Tolerance = 0.001,
            KnownWrong = [(0.667, "That is the host who knows, and never opens the car's door. This one might have: that he did not is evidence for your own door."), (0.333, "That was the probability of your door before the host opened one.")],
        },
        new("6.4", "The mean of a million Cauchy draws, compared with a single draw: how is it spread?", "b", "The mean of n Cauchy variables is a Cauchy variable again, with the same quartiles. There is no mean to settle at, and one huge draw in n moves the average as far as n ordinary ones together.")
        {
            Choices = [("a", "a thousand times narrower, by √n"), ("b", "just as wide"), ("c", "a million times narrower"), ("d", "wider")],
            KnownWrong = [("a", "√n belongs to finite variances. The Cauchy distribution has none, not even a mean."), ("c", "No average narrows by n."), ("d", "Averaging does not harm either.")],
        },
        new("6.5", "A filter learns from messages of which 30 % are spam, and is then used where 3 % are. All else is the same. What has to be added to its log-odds? Answer to two decimals.", Math.Log(0.03 / 0.97) - Math.Log(0.3 / 0.7), "The prior's log-odds move from ln(0.3/0.7) = −0.85 to ln(0.03/0.97) = −3.48: add −2.63. The words' evidence stays, as it does not know the prior.")
        {
            Tolerance = 0.01,
            KnownWrong = [(-2.3, "That is ln(0.03/0.3): a ratio of probabilities. Log-odds take p/(1 − p)."), (2.63, "Spam is rarer now, so the log-odds of spam must go down.")],
        },
    ];
}
