using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

public sealed class InformationTests
{
    [Fact]
    public void The_stationary_law_stays_as_it_is()
    {
        double[,] t = { { 0.5, 0.5, 0 }, { 0.25, 0.25, 0.5 }, { 0, 1.0 / 3, 2.0 / 3 } };
        double[] share = Information.Stationary(t);
        Assert.Equal([1 / 6.0, 1 / 3.0, 1 / 2.0], share, (x, y) => Math.Abs(x - y) < 1e-15);
    }

    [Fact]
    public void Rare_transitions_keep_all_digits()
    {
        double[] share = Information.Stationary(new[,] { { 1 - 1e-17, 1e-17 }, { 2e-17, 1 - 2e-17 } });   // the rows are (1, 1e-17) in double: GTH never forms 1 − p
        Assert.Equal(2 / 3.0, share[0], 1e-15);
    }

    [Fact]
    public void States_that_are_left_for_good_get_nothing()
    {
        Assert.Equal([0, 0, 1], Information.Stationary(new[,] { { 0.5, 0.5, 0 }, { 0, 0.5, 0.5 }, { 0, 0, 1 } }));
        Assert.Equal([1, 0, 0], Information.Stationary(new[,] { { 1, 0, 0 }, { 0.5, 0.5, 0 }, { 0, 0.5, 0.5 } }));
        Assert.Throws<InvalidOperationException>(() => Information.Stationary(new[,] { { 1, 0, 0 }, { 0.3, 0.2, 0.5 }, { 0, 0, 1.0 } }));
    }

    [Fact]
    public void A_sticky_source_has_0_557496_bits_a_symbol_and_keeps_to_its_law()
    {
        var source = new MarkovSource(new[,] { { 0.9, 0.1 }, { 0.5, 0.5 } });
        Assert.Equal(0.5574963279910677, source.EntropyRate, 1e-15);   // 5/6·H(0.1) + 1/6, with H(0.1) = 0.4689955935892812
        int[] text = source.Sample(20_000, new Rng(3));
        Assert.Equal(5 / 6.0, text.Count(symbol => symbol == 0) / 20_000.0, 0.02);
        Assert.Equal(0.1, text.Zip(text.Skip(1)).Where(pair => pair.First == 0).Average(pair => pair.Second), 0.01);
        Assert.Empty(source.Sample(0, new Rng(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Sample(-1, new Rng(1)));
    }

    [Fact]
    public void Entropies_by_hand()
    {
        Assert.Equal(1.75, Information.Entropy([0.5, 0.25, 0.125, 0.125]), 1e-15);
        Assert.Equal(double.PositiveInfinity, Information.Kl([0.5, 0.5], [1, 0]));
        Assert.Equal(1, Information.Kl([1, 0], [0.5, 0.5]), 1e-15);
    }
}
