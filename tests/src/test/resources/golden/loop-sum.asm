0000  31 c0                          xor eax, eax
0002  66 0f 1f 84 00 00 00 00 00     nop word ptr [rax+rax*1]
000b  0f 1f 44 00 00                 nop dword ptr [rax+rax*1]
L0:
0010  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0015  75 0a                          jne L2
L1:
0017  03 c7                          add eax, edi
0019  83 c7 ff                       add edi, -0x1
001c  85 ff                          test edi, edi
001e  75 f0                          jne L0
0020  c3                             ret
L2:
0021  e8 00 00 00 00                 call poll
0026  eb ef                          jmp L1
