0000  c5 f9 fe c1                    vpaddd xmm0, xmm0, xmm1
0004  c3                             ret
