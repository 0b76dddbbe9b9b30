using Course;
using CsCheck;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.6: what a network costs, and why layers without a bend are one layer.</summary>
[Exercise("14.6", "Network ledger", Difficulty = 2, Minutes = 25, Core = true, Theory = "4. Without a bend, depth is one matrix")]
public sealed class NetworkLedger : Exercise<NetworkLedger, NetworkLedger.Contract>
{
    public delegate long Count(int[] sizes);

    public delegate long Cost(int[] sizes, int batch);

    public delegate Mlp Collapsing(Mlp linearNet);

    public sealed record Contract(Count Parameters, Cost MultiplyAdds, Collapsing Collapse);

    public static Verdict Check(Count parameters, Cost multiplyAdds, Collapsing collapse) => Grade(new Contract(parameters, multiplyAdds, collapse));

    protected override Contract Reference => new(NetworkSize.Parameters, NetworkSize.MultiplyAdds, LinearStack.Collapse);

    private static readonly Gen<Mlp> _linear =
        from w1 in Draw.Matrix(3, 2)
        from b1 in Draw.Vector(3)
        from w2 in Draw.Matrix(4, 3)
        from b2 in Draw.Vector(4)
        from w3 in Draw.Matrix(2, 4)
        from b3 in Draw.Vector(2)
        select new Mlp([new(w1, b1, Act.Identity), new(w2, b2, Act.Identity), new(w3, b3, Act.Identity)]);

    [Fact]
    public void A_classifier_of_handwritten_digits_has_101_770_parameters() =>
        Expect.Equal(101_770, Subject.Parameters([784, 128, 10]), because: "784·128 + 128 in the first layer, 128·10 + 10 in the second: a weight for each pair, a bias for each unit.");

    [Theory]
    [InlineData(3, 5, 20)]
    [InlineData(5, 3, 18)]
    public void One_layer_has_a_weight_for_each_pair_and_a_bias_for_each_unit(int inputs, int outputs, long expected) =>
        Expect.Equal(expected, Subject.Parameters([inputs, outputs]), because: "inputs·outputs + outputs: the biases belong to the outputs.");

    [Fact]
    public void A_sample_costs_101_632_multiply_adds() =>
        Expect.Equal(101_632, Subject.MultiplyAdds([784, 128, 10], 1), because: "784·128 + 128·10. A bias is only where the sum starts.");

    [Theory]
    [InlineData(32, 1248)]
    [InlineData(0, 0)]
    public void A_batch_costs_as_much_a_sample(int batch, long expected) =>
        Expect.Equal(expected, Subject.MultiplyAdds([3, 5, 4, 1], batch), because: "3·5 + 5·4 + 4·1 is 39 a sample.");

    [Fact]
    public void Large_networks_do_not_overflow_an_int()
    {
        Expect.Equal(10_000_100_000, Subject.Parameters([100_000, 100_000]), because: "100,000² is beyond int.MaxValue, 2,147,483,647. Multiply as long.");
        Expect.Equal(640_000_000_000, Subject.MultiplyAdds([100_000, 100_000], 64), because: "100,000² is beyond int.MaxValue, 2,147,483,647. Multiply as long.");
        Expect.Equal(8_000_000_000, Subject.MultiplyAdds([2000, 1000], 4000), because: "2,000·1,000·4,000 is beyond int.MaxValue too. Multiply as long.");
    }

    [Fact]
    public void What_is_no_network_is_refused()
    {
        int[][] none = [[], [5], [3, 0, 2], [-1, 4]];
        foreach (int[] sizes in none)
        {
            Expect.Throws<ArgumentException>(() => Subject.Parameters(sizes), because: "A network has an input and an output at least, each of at least one number.");
            Expect.Throws<ArgumentException>(() => Subject.MultiplyAdds(sizes, 2), because: "A network has an input and an output at least, each of at least one number.");
        }

        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.MultiplyAdds([3, 2], -1), because: "There cannot be fewer than 0 samples.");
    }

    [Fact]
    public void Two_layers_by_hand()
    {
        Mlp one = Collapsed(new Mlp([new(new double[,] { { 1, 2 }, { 0, 1 }, { -1, 0 } }, [1, 0, 2], Act.Identity), new(new double[,] { { 2, 0, 1 } }, [5], Act.Identity)]));
        Expect.Close(new double[,] { { 1, 4 } }, one.Layers[0].W, because: "W₂·W₁ = (2·1 − 1, 2·2 + 0): what acts first stands right.");
        Expect.Close([9.0], one.Layers[0].B, because: "W₂·b₁ + b₂ = 2·1 + 1·2 + 5: the first bias passes through the second layer.");
    }

    [Fact]
    public void The_collapsed_network_answers_like_the_deep_one() => Property.Holds(Gen.Select(_linear, Draw.Matrix(3, 2)), sample =>
    {
        (Mlp net, double[,] x) = sample;
        Mlp one = Collapsed(net);
        Expect.Close(net.Forward(x), one.Forward(x), because: "The same function, written as one matrix and one bias.");
    });

    [Fact]
    public void At_0_the_biases_alone_answer() => Property.Holds(_linear, net =>
    {
        Mlp one = Collapsed(net);
        Expect.Close(net.Forward(new double[1, 2]), one.Forward(new double[1, 2]), because: "At x = 0 only biases are left. Each has passed through the layers after it: W₃·(W₂·b₁ + b₂) + b₃.");
    });

    [Fact]
    public void One_layer_stays_as_it_is()
    {
        Mlp one = Collapsed(new Mlp([new(new double[,] { { 3, -1 }, { 2, 2 }, { 0, 1 } }, [1, 2, 3], Act.Tanh)]));
        Expect.Close(new double[,] { { 3, -1 }, { 2, 2 }, { 0, 1 } }, one.Layers[0].W, because: "There is nothing to multiply.");
        Expect.Equal(Act.Tanh, one.Layers[0].Act, because: "The last layer's activation stays: only bends between layers keep a network from being one layer.", part: "Act");
    }

    [Fact]
    public void The_last_activation_stays()
    {
        Mlp net = new([new(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, [0, 1, 0], Act.Identity), new(new double[,] { { 1, -1, 0 }, { 0, 1, -1 } }, [1, 1], Act.Sigmoid)]);
        Expect.Equal(Act.Sigmoid, Collapsed(net).Layers[0].Act, because: "The bend at the output comes after all the matrices, so it stands after their product too.", part: "Act");
    }

    [Theory]
    [InlineData(Act.Relu)]
    [InlineData(Act.LeakyRelu)]
    [InlineData(Act.Step)]
    public void A_hidden_bend_is_refused(Act act)
    {
        DenseLayer first = new(new double[,] { { 1, 2 }, { 0, 1 }, { 1, 0 } }, [0, 0, 0], Act.Identity), middle = new(new double[,] { { 1, 0, 0 }, { 0, 1, 1 } }, [0, 0], act), last = new(new double[,] { { 1, 1 } }, [0], Act.Identity);
        Expect.Throws<InvalidOperationException>(() => Subject.Collapse(new Mlp([first, middle, last])), because: $"{act} bends: no matrix computes the same.");
        Expect.Throws<InvalidOperationException>(() => Subject.Collapse(new Mlp([middle, last])), because: $"{act} bends: no matrix computes the same.");
    }

    [Fact]
    public void The_deep_network_keeps_its_weights()
    {
        double[,] w = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        double[] b = [1, 2, 3];
        Collapsed(new Mlp([new(w, b, Act.Identity), new(new double[,] { { 1, 1, 1 } }, [1], Act.Identity)]));
        Expect.Close(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, w, because: "You wrote into the first layer's W. Make new arrays.");
        Expect.Close([1.0, 2, 3], b, because: "You wrote into the first layer's biases. Make new arrays.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You left out the biases: 101,632 counts the weights alone. Each unit has a bias too.", Reference with { Parameters = sizes => { NetworkSize.Parameters(sizes); return NetworkSize.MultiplyAdds(sizes, 1); } }),
        new("You multiply as int: 100,000² does not fit. Make one factor a long before you multiply.", Reference with
        {
            Parameters = sizes => unchecked((int)NetworkSize.Parameters(sizes)),
            MultiplyAdds = (sizes, batch) => unchecked((int)NetworkSize.MultiplyAdds(sizes, batch)),
        }),
        new("You added the biases up without carrying them through the later layers, so f(0) differs. b₁ becomes W₂·b₁ before b₂ is added.", Reference with { Collapse = net => Careless(net, carry: false) }),
        new("You dropped the last layer's activation. It comes after all the matrices, and stays.", Reference with { Collapse = net => LinearStack.Collapse(net) is var one ? new Mlp([new(one.Layers[0].W, one.Layers[0].B, Act.Identity)]) : one }),
        new("You collapsed layers with a bend between them: relu(W₁x) followed by W₂ is no matrix. Refuse hidden activations other than the identity.", Reference with { Collapse = net => Careless(net, guard: false) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("probing: the bias is what 0 gives, column j what e_j adds", new(
            sizes => sizes.Length > 1 && sizes.Min() > 0 ? sizes.Zip(sizes.Skip(1), (from, to) => ((long)from + 1) * to).Sum() : throw new ArgumentException("No network."),
            (sizes, batch) => sizes.Length > 1 && sizes.Min() > 0 ? batch >= 0 ? Enumerable.Repeat(0, 1).Sum(_ => batch * sizes.Zip(sizes.Skip(1), (from, to) => (long)from * to).Sum()) : throw new ArgumentOutOfRangeException(nameof(batch)) : throw new ArgumentException("No network."),
            Probed)),
        new("from the last layer to the first, in loops", Reference with { Collapse = FromTheEnd }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write two layers without activations below each other, W₂(W₁x + b₁) + b₂, and multiply out. What is the matrix, what the bias?",
        "Counting: each neighbouring pair of sizes is a layer. Collapsing: carry one matrix and one bias from layer to layer; each layer multiplies both and adds its own bias.",
        "Collapse: refuse if any layer but the last has another activation than the identity. Start with the first W and b as Mat and Vec. For each further layer: W becomes its W times W, b becomes its W times b plus its own b. The new layer has the last layer's activation.",
    ];

    private Mlp Collapsed(Mlp net)
    {
        Mlp one = Subject.Collapse(net);
        Expect.That(one is not null && one.Layers.Count == 1 && one.Inputs == net.Inputs && one.Outputs == net.Outputs, $"one layer from {net.Inputs} inputs to {net.Outputs} outputs", one, because: "All the matrices multiply to one, with the last layer's rows and the first layer's columns.");
        return one!;
    }

    private static Mlp Careless(Mlp net, bool carry = true, bool guard = true)
    {
        if (guard) LinearStack.Collapse(net);
        Mlp one = LinearStack.Collapse(new Mlp([.. net.Layers.Select((layer, i) => new DenseLayer(layer.W, layer.B, i + 1 < net.Layers.Count ? Act.Identity : layer.Act))]));
        double[] last = net.Layers[^1].B;
        return carry ? one : new Mlp([new(one.Layers[0].W, [.. last.Select((bias, i) => bias + net.Layers.SkipLast(1).Sum(layer => layer.B[i % layer.B.Length]))], one.Layers[0].Act)]);
    }

    private static Mlp Probed(Mlp net)
    {
        if (net.Layers.Take(net.Layers.Count - 1).Any(layer => layer.Act is not Act.Identity)) throw new InvalidOperationException("A bend.");
        DenseLayer last = net.Layers[^1];
        Mlp plain = new([.. net.Layers.Take(net.Layers.Count - 1), new DenseLayer(last.W, last.B, Act.Identity)]);
        double[,] probes = new double[net.Inputs + 1, net.Inputs];
        for (int j = 0; j < net.Inputs; j++) probes[j + 1, j] = 1;
        double[,] answers = plain.Forward(probes), w = new double[net.Outputs, net.Inputs];
        for (int o = 0; o < net.Outputs; o++)
            for (int j = 0; j < net.Inputs; j++)
                w[o, j] = answers[j + 1, o] - answers[0, o];
        return new Mlp([new(w, [.. Enumerable.Range(0, net.Outputs).Select(o => answers[0, o])], last.Act)]);
    }

    private static Mlp FromTheEnd(Mlp net)
    {
        double[,] w = (double[,])net.Layers[^1].W.Clone();
        double[] b = [.. net.Layers[^1].B];
        for (int l = net.Layers.Count - 2; l >= 0; l--)
        {
            DenseLayer layer = net.Layers[l];
            if (layer.Act != Act.Identity) throw new InvalidOperationException("A bend.");
            double[,] next = new double[b.Length, layer.Inputs];
            for (int o = 0; o < b.Length; o++)
            {
                for (int k = 0; k < layer.Units; k++)
                {
                    b[o] += w[o, k] * layer.B[k];
                    for (int i = 0; i < layer.Inputs; i++) next[o, i] += w[o, k] * layer.W[k, i];
                }
            }

            w = next;
        }

        return new Mlp([new(w, b, net.Layers[^1].Act)]);
    }
}
