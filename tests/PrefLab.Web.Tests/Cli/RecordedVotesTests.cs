using PrefLab.Cli;
using PrefLab.Cli.Replay;

namespace PrefLab.Web.Tests.Cli;

public sealed class RecordedVotesTests
{
    [Theory]
    [InlineData("1,w,0", "1", "w", "0")]
    [InlineData("\"a,b\",\"w \"\"x\"\"\",2", "a,b", "w \"x\"", "2")]
    [InlineData("\"a\nb\",w,1", "a\nb", "w", "1")]
    public void Read_Row_IsSplitAsItIsQuoted(string row, string item, string annotator, string label)
    {
        using var file = new TemporaryFile("csv", $"item,worker,label\n\n{row}\n");

        var votes = RecordedVotes.Read(new FileInfo(file.Name), new VoteColumns("item", "worker", "label"));

        Assert.Equal(new RecordedVote(item, annotator, label), Assert.Single(votes));
    }

    [Fact]
    public void Read_WithoutALabelColumn_AsksForNone()
    {
        using var file = new TemporaryFile("csv", "worker,item\nw,1\n");

        Assert.Equal(new RecordedVote("1", "w", ""), Assert.Single(RecordedVotes.Read(new FileInfo(file.Name), new VoteColumns("item", "worker", Label: null))));
    }

    [Fact]
    public void Read_EmptyField_NamesTheLineAndTheColumn()
    {
        using var file = new TemporaryFile("csv", "item,worker,label\n1,w,0\n1,,0\n");

        var problem = Assert.Throws<CommandException>(() => RecordedVotes.Read(new FileInfo(file.Name), new VoteColumns("item", "worker", "label")).ToList());

        Assert.EndsWith("line 3, column worker: there is nothing.", problem.Message, StringComparison.Ordinal);
    }
}
