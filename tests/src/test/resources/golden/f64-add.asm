0000  c5 fb 58 c1                    vaddsd xmm0, xmm0, xmm1
0004  c3                             ret
