0000  c5 f9 c5 c0 03                 vpextrw eax, xmm0, 0x3
0005  0f bf c0                       movsx eax, ax
0008  c3                             ret
