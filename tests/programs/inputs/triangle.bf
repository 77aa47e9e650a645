Prints a triangle of 60 rows of stars and then the digit 3; cells wrap at 256
c0 rows  c1 stars  c2 copy of stars  c3 the star  c4 the newline  c5 to c8 scratch

>++++++[<++++++++++>-]<          c0 = 60
>>>>++++++[<+++++++>-]<          c3 = 42
>++++++++++<<<<                  c4 = 10
[-
    >+[->>.<+<]                  one more star; print c1 stars and count them into c2
    >[-<+>]                      move c2 back to c1
    >>.<<<<
]
>>>>>-[>-[>+++<-]<-]             c7 = 255 * 255 * 3 mod 256 = 3
>>>++++++[<++++++++>-]<.         c7 = 51
>++++++++++.
