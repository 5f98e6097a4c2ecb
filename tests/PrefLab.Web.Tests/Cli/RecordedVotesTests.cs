using PrefLab.Cli.Replay;

namespace PrefLab.Web.Tests.Cli;

public sealed class RecordedVotesTests
{
    [Theory]
    [InlineData("1,w,0", "1", "w", "0")]
    [InlineData("\"a,b\",\"w \"\"x\"\"\",2", "a,b", "w \"x\"", "2")]
    [InlineData("\"\",,1", "", "", "1")]
    public async Task ReadAsync_Row_IsSplitAsItIsQuoted(string row, string item, string annotator, string label)
    {
        using var file = new TemporaryFile("csv", $"item,worker,label\n\n{row}\n");

        var votes = new List<RecordedVote>();
        await foreach (var vote in RecordedVotes.ReadAsync(new FileInfo(file.Name), new VoteColumns("item", "worker", "label"), TestContext.Current.CancellationToken))
        {
            votes.Add(vote);
        }

        Assert.Equal(new RecordedVote(item, annotator, label), Assert.Single(votes));
    }
}
