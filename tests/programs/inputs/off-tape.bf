Moves left of the first cell
+++[<]
